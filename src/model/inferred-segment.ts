/**
 * Inferred segments: what X-Ray makes up for a downstream call whose callee sent no segment of its own, so that databases, queues
 * and third parties become nodes.
 *
 * Called by trace assembly. AWS page: "Getting data from X-Ray", inferred segments.
 */
import { derivedId } from './derived-id.ts';
import type { Segment, Subsegment } from './segment-document.ts';
import type { ServiceId } from './service-id.ts';

/** AWS resources that become a node of their own, by the lower-case name of the subsegment, when the call names them. */
const resources = {
  dynamodb: { field: 'table_name', type: 'AWS::DynamoDB::Table' },
  s3: { field: 'bucket_name', type: 'AWS::S3::Bucket' },
  sqs: { field: 'queue_url', type: 'AWS::SQS::Queue' },
  sns: { field: 'topic_arn', type: 'AWS::SNS' },
  lambda: { field: 'function_name', type: 'AWS::Lambda' },
} as const;

function isResource(name: string): name is keyof typeof resources {
  return Object.hasOwn(resources, name);
}

interface Resource {
  readonly name: string;
  readonly type: string;
}

/** The table, bucket, queue, topic or function that an AWS call names. */
function calledResource(call: Subsegment): Resource | undefined {
  const service = call.name.toLowerCase();
  if (call.namespace !== 'aws' || call.aws?.operation === undefined || !isResource(service)) return undefined;
  const { field, type } = resources[service];
  const name = call.aws[field];
  return typeof name === 'string' && name !== '' ? { name, type } : undefined;
}

/** Only completed calls with namespace `aws` or `remote` lead to another node; local work never does. */
export function isDownstreamCall(call: Subsegment): boolean {
  return (call.namespace === 'aws' || call.namespace === 'remote') && call.end_time !== undefined;
}

/** Type of node that a call leads to: `remote`, `AWS::DynamoDB::Table`, or `AWS::` and the subsegment's name. */
export function calledType(call: Subsegment): string {
  return call.namespace === 'aws' ? typeOf(call, calledResource(call)) : 'remote';
}

function typeOf(call: Subsegment, resource: Resource | undefined): string {
  return resource?.type ?? `AWS::${call.name}`;
}

/**
 * The node that a call leads to.
 * @param account 12 digits: whose AWS resource it is, unless the call names another account.
 */
export function calledService(call: Subsegment, account: string | undefined): ServiceId {
  if (call.namespace !== 'aws') return { name: call.name, type: 'remote', account: undefined };
  const owner = typeof call.aws?.account_id === 'string' ? call.aws.account_id : account;
  const resource = calledResource(call);
  return { name: resource?.name ?? call.name, type: typeOf(call, resource), account: owner };
}

/** The call with `aws.resource_names`, which X-Ray adds. */
export function withResourceNames(call: Subsegment): Subsegment {
  const resource = calledResource(call);
  if (resource === undefined) return call;
  return { ...call, aws: { ...call.aws, resource_names: [resource.name] } };
}

/** The segment that stands for the callee, without its subsegments. Its id depends on nothing but the call's. */
export function inferredSegment(traceId: string, call: Subsegment): Segment {
  const { id, name, start_time, end_time, fault, error, throttle, http, aws } = call;
  return {
    id: derivedId(id, 1),
    name,
    start_time,
    trace_id: traceId,
    ...(end_time !== undefined && { end_time }),
    parent_id: id,
    inferred: true,
    ...(fault !== undefined && { fault }),
    ...(error !== undefined && { error }),
    ...(throttle !== undefined && { throttle }),
    ...(http !== undefined && { http }),
    ...(aws !== undefined && { aws }),
    ...(call.namespace === 'aws' && { origin: calledType(call) }),
  };
}

/** X-Ray draws the time in a queue inside the inferred segment of SQS. */
export function inferredSubsegments(call: Subsegment): readonly Subsegment[] {
  if (calledType(call) !== 'AWS::SQS::Queue' || call.end_time === undefined) return [];
  return [{ id: derivedId(call.id, 2), name: 'QueueTime', start_time: call.start_time, end_time: call.end_time }];
}
