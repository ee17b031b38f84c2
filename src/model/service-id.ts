/**
 * Who a node of the service graph is: name, type and account. Same name with another type is another node, which is how Lambda's
 * service and function segments stay apart.
 *
 * Used by assembly, summaries, graphs and filters. AWS page: ServiceId (API reference).
 */

export interface ServiceId {
  readonly name: string;
  /** Origin of the segments, `client`, `remote`, or what an inferred segment is; undefined for segments without an origin. */
  readonly type: string | undefined;
  /** 12 digits; undefined for clients and remote services. */
  readonly account: string | undefined;
  /** `serviceKey`, from those who have it at hand and count millions. */
  readonly key?: string | undefined;
}

/** Equal for equal nodes. */
export function serviceKey(service: ServiceId): string {
  return service.key ?? `${service.name}\u0000${service.type ?? ''}\u0000${service.account ?? ''}`;
}

/** The other way: from the key of a service of which no part is empty. */
export function serviceOfKey(key: string): ServiceId {
  const [name = '', type = '', account = ''] = key.split('\u0000');
  return { name, type: type === '' ? undefined : type, account: account === '' ? undefined : account, key };
}

/** The node that stands for whoever called a root service. */
export function clientOf(root: ServiceId): ServiceId {
  return { name: root.name, type: 'client', account: undefined };
}

/** AWS's shape of a service id. */
export interface AwsServiceId {
  readonly Name: string;
  readonly Names: string[];
  readonly AccountId?: string | undefined;
  readonly Type?: string | undefined;
}

/** @param own account of whoever asks: AWS names only others. */
export function awsServiceId({ name, type, account }: ServiceId, own: string | undefined): AwsServiceId {
  return { Name: name, Names: [name], AccountId: account === own ? undefined : account, Type: type };
}
