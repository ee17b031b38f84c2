/**
 * A span becomes a segment document, or two.
 *
 * Who calls it: `pipeline.ts`. The mapping is that of OpenTelemetry's X-Ray exporter (the ADOT collector's, the CloudWatch agent's):
 * SERVER spans and spans without a parent are segments, others are independent subsegments. Where it differs (`placeOf`) the reader of
 * a service graph would else miss a service; docs/reference/known-differences.md has the list.
 */
import { derivedId } from '../../../../model/derived-id.ts';
import type { JsonValue, SegmentDocument, TraceLink } from '../../../../model/segment-document.ts';
import { annotate, annotateService, type Fields, type Indexed, type IndexedAttributes } from './annotations.ts';
import { textOf } from './attributes.ts';
import { takeAws } from './aws-block.ts';
import { flagsOf, takeCause } from './cause-block.ts';
import { takeHttp } from './http-block.ts';
import type { Resource } from './resource.ts';
import { callName, isAwsCall, isDependency, serviceName } from './segment-name.ts';
import { type ScopeSpans, type Span, SpanFlags, SpanKind, type SpanLink } from './span.ts';
import { takeSql } from './sql-block.ts';

export interface Conversion {
  readonly indexed: IndexedAttributes;
  /** Is it the subsegment in which Lambda runs the handler? What the function sends hangs below it. */
  readonly isInvocation: (spanId: string) => boolean;
}

/** Consumes the span's attributes. */
export function documentsOf(
  span: Span,
  scope: ScopeSpans,
  resource: Resource,
  conversion: Conversion,
): readonly SegmentDocument[] {
  const { attributes, kind } = span;
  const place = placeOf(span, conversion);
  const isCall = isAwsCall(attributes);
  const known = { service: textOf(attributes, 'aws.remote.service') !== undefined, marked: isMarked(span) };
  const named = place === 'segment' ? serviceName(span, resource.serviceName) : callName(span);
  const own = place === 'both' ? serviceName({ ...span, kind: SpanKind.internal }, resource.serviceName) : '';
  const http = takeHttp(span);
  const flags = flagsOf(http?.response?.status, span.statusCode);
  const cause = takeCause(span, resource.language, isCall);
  const aws = takeAws(attributes, isCall);
  const sql = takeSql(span);
  const user = takeUser(span);
  const links = linksOf(span.links);
  const times = timesOf(span);
  const trace_id = traceIdOf(span.traceId);
  const failed = { ...flags, ...(cause !== undefined && { cause }) };
  const indexed = annotate(attributes, place === 'segment' ? resource : undefined, conversion.indexed);
  const described = {
    ...(indexed.annotations !== undefined && { annotations: indexed.annotations }),
    metadata: metadataOf(indexed, span, scope, named),
  };
  if (place === 'segment')
    return [
      {
        id: span.spanId,
        name: named,
        trace_id,
        ...times,
        ...(span.parentSpanId !== '' && { parent_id: span.parentSpanId }),
        ...failed,
        ...(http !== undefined && { http }),
        ...mergedAws(resource, aws),
        ...described,
        ...(links !== undefined && { links }),
        ...(user !== undefined && { user }),
        ...aboutService(resource),
      },
    ];
  const serviceId = place === 'both' ? derivedId(span.spanId, 3) : '';
  const namespace = namespaceOf(kind, { isCall, ...known, both: place === 'both' });
  const linksBelong = place === 'both' && kind === SpanKind.consumer ? 'segment' : 'subsegment';
  const subsegment: SegmentDocument = {
    id: span.spanId,
    name: named,
    trace_id,
    type: 'subsegment',
    parent_id: place === 'both' ? serviceId : span.parentSpanId,
    ...times,
    ...(namespace !== undefined && { namespace }),
    ...failed,
    ...(http !== undefined && { http }),
    ...(aws !== undefined && { aws }),
    ...(sql !== undefined && { sql }),
    ...described,
    ...(links !== undefined && linksBelong === 'subsegment' && { links }),
  };
  if (place === 'subsegment') return [subsegment];
  const about = annotateService(attributes, resource, conversion.indexed);
  const segment: SegmentDocument = {
    id: serviceId,
    name: own,
    trace_id,
    ...times,
    ...(span.parentSpanId !== '' && { parent_id: span.parentSpanId }),
    ...failed,
    ...mergedAws(resource, undefined),
    ...(about.annotations !== undefined && { annotations: about.annotations }),
    ...(about.metadata !== undefined && { metadata: about.metadata }),
    ...(links !== undefined && linksBelong === 'segment' && { links }),
    ...(user !== undefined && { user }),
    ...aboutService(resource),
  };
  return [segment, subsegment];
}

type Place = 'segment' | 'subsegment' | 'both';

/**
 * Where a span enters a service (no parent, a parent in another process, or marked by ADOT as LOCAL_ROOT) there must be a segment of
 * that service. If the span is itself a call, the segment is made up and the call hangs below it.
 */
function placeOf(span: Span, { isInvocation }: Conversion): Place {
  const { kind, parentSpanId } = span;
  if (parentSpanId !== '' && isInvocation(parentSpanId)) return 'subsegment';
  if (kind === SpanKind.server) return 'segment';
  const marked = isMarked(span);
  const remoteParent = (span.flags & SpanFlags.hasIsRemote) !== 0 && (span.flags & SpanFlags.isRemote) !== 0;
  if (parentSpanId !== '' && !marked && !remoteParent) return 'subsegment';
  if (!isDependency(kind)) return 'segment';
  if (kind === SpanKind.consumer && !marked && textOf(span.attributes, 'aws.remote.service') === undefined) return 'segment';
  return 'both';
}

function isMarked(span: Span): boolean {
  return span.attributes.get('aws.span.kind') === 'LOCAL_ROOT';
}

interface Callee {
  readonly isCall: boolean;
  /** Application Signals names it. */
  readonly service: boolean;
  readonly marked: boolean;
  readonly both: boolean;
}

/** Queues and topics are no nodes, unless they are called by AWS's API or named as a remote service. */
function namespaceOf(kind: number, { isCall, service, marked, both }: Callee): 'aws' | 'remote' | undefined {
  if (isCall) return 'aws';
  if (kind === SpanKind.client) return 'remote';
  return isDependency(kind) && (service || (both && marked)) ? 'remote' : undefined;
}

function timesOf({ startTime, endTime }: Span): { start_time: number; end_time?: number; in_progress?: true } {
  return endTime === 0 ? { start_time: startTime, in_progress: true } : { start_time: startTime, end_time: endTime };
}

function traceIdOf(hex: string): string {
  return `1-${hex.slice(0, 8)}-${hex.slice(8)}`;
}

function takeUser({ attributes }: Span): string | undefined {
  const user = attributes.get('enduser.id');
  if (user === undefined) return undefined;
  attributes.delete('enduser.id');
  return String(user);
}

function linksOf(links: readonly SpanLink[]): readonly TraceLink[] | undefined {
  if (links.length === 0) return undefined;
  return links.map(({ traceId, spanId, attributes }) => ({
    trace_id: traceIdOf(traceId),
    id: spanId,
    ...(attributes.size > 0 && { attributes: Object.fromEntries(attributes) }),
  }));
}

function mergedAws(resource: Resource, aws: SegmentDocument['aws']): { aws?: SegmentDocument['aws'] } {
  if (resource.aws === undefined) return aws === undefined ? {} : { aws };
  return { aws: aws === undefined ? resource.aws : { ...resource.aws, ...aws } };
}

function aboutService({ origin, service }: Resource): object {
  return { ...(service !== undefined && { service }), ...(origin !== undefined && { origin }) };
}

/** What X-Ray has no field for is kept in a namespace of its own: the span's name and kind, its library, its events. */
function metadataOf(indexed: Indexed, span: Span, scope: ScopeSpans, name: string): Fields {
  const otel: Fields = { kind: kindName(span.kind) };
  if (span.name !== name) otel['name'] = span.name;
  if (scope.scopeName !== '')
    otel['scope'] = scope.scopeVersion === '' ? scope.scopeName : `${scope.scopeName}@${scope.scopeVersion}`;
  const events = span.events.filter((event) => event.name !== 'exception').map(eventOf);
  if (events.length > 0) otel['events'] = events;
  return { ...indexed.metadata, otel };
}

function eventOf({ time, name, attributes }: Span['events'][number]): JsonValue {
  return { time, name, ...(attributes.size > 0 && { attributes: Object.fromEntries(attributes) }) };
}

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

function kindName(kind: number): string {
  return KINDS[kind] ?? String(kind);
}
