/**
 * Where the result of an event may go (lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations): the one
 * place that says which of AWS's destinations this server has.
 */
import type { Tenant } from '../ports.ts';
import { invalidParameter } from './errors.ts';

export interface FunctionDestination extends Tenant {
  readonly kind: 'function';
  readonly arn: string;
  readonly name: string;
}

export interface BusDestination extends Tenant {
  readonly kind: 'event bus';
  readonly arn: string;
  readonly name: string;
}

export interface BucketDestination {
  readonly kind: 'bucket';
  readonly arn: string;
  readonly name: string;
}

export type EventDestination = FunctionDestination | BusDestination | BucketDestination;

/** AWS's own that are not built here. */
const notBuilt: Readonly<Record<string, string>> = { sqs: 'Amazon SQS', sns: 'Amazon SNS' };

/**
 * @param member Records of failures may also go to a bucket.
 * @returns undefined for what AWS itself takes for no destination.
 * @throws InvalidParameterValueException for a queue or a topic.
 */
export function parseDestination(arn: string, member: 'OnSuccess' | 'OnFailure'): EventDestination | undefined {
  const [, , service = '', region = '', account = '', ...rest] = arn.split(':');
  const other = notBuilt[service];
  if (other !== undefined) {
    throw invalidParameter(
      `Radiograph does not emulate ${other}: ${arn} cannot be a destination. Use a Lambda function or an EventBridge event bus.`,
    );
  }
  const resource = rest.join(':');
  if (service === 'lambda') {
    const name = /^function:([a-zA-Z0-9-_]+)(?::[$a-zA-Z0-9-_]+)?$/.exec(resource)?.[1];
    return name === undefined ? undefined : { kind: 'function', arn, region, account, name };
  }
  if (service === 'events') {
    const name = /^event-bus\/(.+)$/.exec(resource)?.[1];
    return name === undefined ? undefined : { kind: 'event bus', arn, region, account, name };
  }
  if (service === 's3' && member === 'OnFailure' && resource !== '') return { kind: 'bucket', arn, name: resource };
  return undefined;
}
