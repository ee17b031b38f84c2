/**
 * X-Ray's resource policies, kept in the control plane with a revision each.
 *
 * Who calls it: PutResourcePolicy, DeleteResourcePolicy, ListResourcePolicies. Like all policies here they are stored and shown; calls
 * are not authorised by them. AWS page: ResourcePolicy.
 */
import type { Collection } from '../../../store/ports.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import type { Tenant } from '../../ports.ts';
import type { Records } from '../shared/shared-records.ts';

export interface StoredPolicy {
  readonly name: string;
  /** As it was given. */
  readonly document: string;
  /** Counts from 1. */
  readonly revision: number;
  /** Epoch seconds. */
  readonly updatedAt: number;
  /** Place among the policies: AWS lists them in the order in which they were made. */
  readonly place: number;
}

export interface PrintedPolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: string;
  readonly PolicyRevisionId: string;
  readonly LastUpdatedTime: Date;
}

export class ResourcePolicies {
  readonly #policies: Collection<StoredPolicy>;

  constructor(records: Records) {
    this.#policies = records.collection('xray-resource-policy');
  }

  find(tenant: Tenant, name: string): StoredPolicy | undefined {
    return this.#policies.get(tenant, name);
  }

  list(tenant: Tenant): readonly StoredPolicy[] {
    const policies = this.#policies.list(tenant).map(({ value }) => value);
    return policies.sort((left, right) => left.place - right.place);
  }

  put(tenant: Tenant, policy: Omit<StoredPolicy, 'place'>): StoredPolicy {
    const place = this.find(tenant, policy.name)?.place ?? (this.list(tenant).at(-1)?.place ?? 0) + 1;
    const stored = { ...policy, place };
    this.#policies.put(tenant, policy.name, stored);
    return stored;
  }

  delete(tenant: Tenant, name: string): void {
    this.#policies.delete(tenant, name);
  }
}

export function printedPolicy({ name, document, revision, updatedAt }: StoredPolicy): PrintedPolicy {
  return {
    PolicyName: name,
    PolicyDocument: document,
    PolicyRevisionId: String(revision),
    LastUpdatedTime: new Date(updatedAt * 1000),
  };
}

export const policyErrors = {
  changed: (name: string, how = 'modified') =>
    policyError('InvalidPolicyRevisionIdException', `Another concurrent request has ${how} the resource policy ${name}`),
  malformed: (why: string) => policyError('MalformedPolicyDocumentException', `Invalid resource policy: ${why}`),
  lockout: () =>
    policyError(
      'LockoutPreventionException',
      'The resource policy would prevent the account from making a subsequent PutResourcePolicy request.',
    ),
  tooLarge: (bytes: number) =>
    policyError('PolicySizeLimitExceededException', `The resource policy exceeds the maximum size of ${bytes} bytes.`),
  tooMany: (most: number) =>
    policyError('PolicyCountLimitExceededException', `The maximum number of resource policies has been reached: ${most}`),
};

function policyError(code: string, message: string): AwsError {
  return new AwsError(code, message, 400);
}
