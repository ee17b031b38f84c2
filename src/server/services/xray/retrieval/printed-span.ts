/**
 * Segments and subsegments as OpenTelemetry's spans, in the form in which Transaction Search has them: ids of W3C, semantic
 * conventions, times in nanoseconds.
 *
 * Who calls it: ListRetrievedTraces, for the format OTEL. AWS page: "Transaction Search" (CloudWatch-Transaction-Search). The mapping is
 * that of OpenTelemetry's X-Ray receiver, with the present names of attributes. Inferred segments are no spans: nobody sent them.
 */
import type { Aws, Entity, Http, JsonValue, Segment, Sql, Subsegment } from '../../../../model/segment-document.ts';
import { subsegmentsBelow, type Trace, type TraceSegment, type TraceSubsegment } from '../../../../model/trace.ts';
import { type TraceId, traceIdToW3c } from '../../../../model/trace-id.ts';

type Attributes = Record<string, JsonValue>;

/** Members of `aws` that have an attribute of their own. */
const AWS_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['operation', 'rpc.method'],
  ['region', 'cloud.region'],
  ['account_id', 'aws.account_id'],
  ['request_id', 'aws.request_id'],
  ['queue_url', 'aws.sqs.queue.url'],
  ['table_name', 'aws.table_name'],
  ['bucket_name', 'aws.s3.bucket'],
  ['topic_arn', 'aws.sns.topic.arn'],
  ['function_name', 'aws.lambda.function.name'],
]);

export function printedSpans({ id, segments }: Trace): { readonly Id: string; readonly Document: string }[] {
  const traceId = traceIdToW3c(id as TraceId);
  return segments
    .filter(({ document }) => document.inferred !== true)
    .flatMap((segment) => spansOf(segment))
    .map((span) => ({ Id: span.spanId, Document: JSON.stringify({ ...span, traceId }) }));
}

function spansOf(segment: TraceSegment) {
  const resource = { attributes: resourceAttributes(segment.document) };
  const parents = new Map<TraceSubsegment, string>();
  for (const entity of [segment, ...subsegmentsBelow(segment)])
    for (const child of entity.subsegments) parents.set(child, entity.document.id);
  return [
    spanOf(segment.document, segment.document.parent_id, 'SERVER', resource),
    ...[...parents].map(([{ document }, parent]) => spanOf(document, parent, kindOf(document), resource)),
  ];
}

function kindOf({ namespace }: Subsegment): string {
  return namespace === 'aws' || namespace === 'remote' ? 'CLIENT' : 'INTERNAL';
}

function spanOf(entity: Segment | Subsegment, parentSpanId: string | undefined, kind: string, resource: object) {
  const { id, name, start_time: start, end_time: end } = entity;
  const isFailed = entity.fault === true || entity.error === true || entity.throttle === true;
  return {
    resource,
    spanId: id,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind,
    startTimeUnixNano: nanoseconds(start),
    ...(end !== undefined && { endTimeUnixNano: nanoseconds(end), durationNano: nanoseconds(Math.max(0, end - start)) }),
    attributes: attributesOf(entity),
    events: eventsOf(entity),
    status: { code: isFailed ? 'ERROR' : 'UNSET' },
  };
}

/** Microseconds are what a floating number of seconds holds. */
function nanoseconds(seconds: number): number {
  return Math.round(seconds * 1e6) * 1000;
}

function resourceAttributes({ name, origin, aws, service, resource_arn }: Segment): Attributes {
  return stated({
    'service.name': name,
    'service.version': service?.['version'],
    'cloud.provider': origin?.startsWith('AWS::') ? 'aws' : undefined,
    'cloud.account.id': aws?.account_id,
    'cloud.availability_zone': aws?.ec2?.availability_zone,
    'host.id': aws?.ec2?.instance_id,
    'aws.xray.origin': origin,
    'aws.xray.resource_arn': resource_arn,
  });
}

function attributesOf(entity: Segment | Subsegment): Attributes {
  const { annotations = {}, metadata = {}, http, aws } = entity;
  const namespaces = Object.entries(metadata).map(([namespace, value]) => [
    `aws.xray.metadata.${namespace}`,
    JSON.stringify(value),
  ]);
  const keys = Object.keys(annotations);
  return stated({
    ...httpAttributes(http),
    ...('namespace' in entity && entity.namespace === 'aws' && { 'rpc.system': 'aws-api', 'rpc.service': entity.name }),
    ...awsAttributes(aws),
    ...('sql' in entity && sqlAttributes(entity.sql)),
    ...('user' in entity && { 'enduser.id': entity.user }),
    'aws.xray.inprogress': entity.in_progress,
    ...annotations,
    'aws.xray.annotations': keys.length === 0 ? undefined : keys,
    ...Object.fromEntries(namespaces),
  });
}

function httpAttributes(http: Http | undefined): Record<string, unknown> {
  const { request, response } = http ?? {};
  return {
    'http.request.method': request?.method,
    'url.full': request?.url,
    'user_agent.original': request?.user_agent,
    'client.address': request?.client_ip,
    'http.response.status_code': response?.status,
    'http.response.body.size': response?.content_length,
  };
}

function awsAttributes(aws: Aws | undefined): Record<string, unknown> {
  return Object.fromEntries([...AWS_ATTRIBUTES].map(([member, attribute]) => [attribute, aws?.[member]]));
}

function sqlAttributes(sql: Sql | undefined): Record<string, unknown> {
  return {
    'db.system.name': sql?.database_type,
    'db.query.text': sql?.sanitized_query,
    'db.user': sql?.user,
    'db.connection_string': sql?.connection_string ?? sql?.url,
  };
}

function eventsOf({ cause, start_time, end_time }: Entity): object[] {
  const exceptions = typeof cause === 'object' ? (cause.exceptions ?? []) : [];
  return exceptions.map(({ id, type, message, stack }) => ({
    name: 'exception',
    timeUnixNano: nanoseconds(end_time ?? start_time),
    attributes: stated({
      'exception.type': type,
      'exception.message': message,
      'exception.stacktrace': stack?.map(({ label = '', path = '', line = 0 }) => `\tat ${label}(${path}:${line})`).join('\n'),
      'aws.xray.exception.id': id,
    }),
  }));
}

function stated(members: Readonly<Record<string, unknown>>): Attributes {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Attributes;
}
