/**
 * A span becomes a segment document, or two.
 *
 * Who calls it: `pipeline.ts`. The mapping is that of OpenTelemetry's X-Ray exporter (the ADOT collector's, the CloudWatch agent's):
 * SERVER spans and spans without a parent are segments, others are independent subsegments. Where it differs (`placeOf`) the reader of
 * a service graph would else miss a service; docs/reference/known-differences.md has the list.
 */
import { derivedId } from '../../../../model/derived-id.ts';
import type {
  IndependentSubsegment,
  JsonValue,
  Segment,
  SegmentDocument,
  TraceLink,
} from '../../../../model/segment-document.ts';
import { annotate, annotateService, type Fields, type IndexedAttributes } from './annotations.ts';
import { type Families, familiesOf } from './attributes.ts';
import { takeAws } from './aws-block.ts';
import { flagsOf, takeCause } from './cause-block.ts';
import { takeHttp } from './http-block.ts';
import type { Resource } from './resource.ts';
import { callName, isAwsCall, isDependency, serviceName } from './segment-name.ts';
import { type ScopeSpans, type Span, SpanFlags, SpanKind, type SpanLink } from './span.ts';
import { takeSql } from './sql-block.ts';

export interface Conversion {
  readonly indexed: IndexedAttributes;
  /**
   * Inside a function's environment: is it the subsegment in which Lambda runs the handler? What the function sends hangs below it.
   * Undefined elsewhere.
   */
  readonly isInvocation?: ((spanId: string) => boolean) | undefined;
}

/** What the conversion has found out about one span; its attributes are what is left. */
interface Described {
  readonly span: Span;
  readonly scope: ScopeSpans;
  readonly resource: Resource;
  readonly conversion: Conversion;
  readonly families: Families;
  readonly isAwsCall: boolean;
  /** Application Signals names whom it calls. */
  readonly namesCallee: boolean;
  readonly traceId: string;
  readonly links: readonly TraceLink[] | undefined;
}

/** Consumes the span's attributes. */
export function documentsOf(
  span: Span,
  scope: ScopeSpans,
  resource: Resource,
  conversion: Conversion,
): readonly SegmentDocument[] {
  const families = familiesOf(span.attributes);
  const described: Described = {
    span,
    scope,
    resource,
    conversion,
    families,
    isAwsCall: (families.aws || families.rpc) && isAwsCall(span.attributes),
    namesCallee: families.aws && span.attributes.has('aws.remote.service'),
    traceId: traceIdOf(span.traceId),
    links: linksOf(span.links),
  };
  switch (placeOf(described)) {
    case 'segment':
      return [segmentOf(described)];
    case 'subsegment':
      return [subsegmentOf(described, span.parentSpanId)];
    case 'both': {
      // Before the call's own fields are taken out of the attributes.
      const service = serviceOf(described);
      return [service, { ...subsegmentOf(described, service.id), ...namespaceOfEntry(described) }];
    }
  }
}

type Place = 'segment' | 'subsegment' | 'both';

/**
 * Where a span enters a service (no parent, a parent in another process, or marked by ADOT as LOCAL_ROOT) there must be a segment of
 * that service. If the span is itself a call, the segment is made up and the call hangs below it.
 */
function placeOf({ span, conversion, families, namesCallee }: Described): Place {
  const { kind, parentSpanId, flags } = span;
  const { isInvocation } = conversion;
  const parent = (flags & SpanFlags.hasIsRemote) === 0 ? 'unknown' : (flags & SpanFlags.isRemote) === 0 ? 'local' : 'remote';
  if (isInvocation !== undefined && parentSpanId !== '') {
    // A web framework below the handler has a SERVER span too: the function is one service.
    if (isInvocation(parentSpanId) || parent === 'local') return 'subsegment';
  }
  if (kind === SpanKind.server) return 'segment';
  const marked = families.aws && isMarked(span);
  if (parentSpanId !== '' && !marked && parent !== 'remote') return 'subsegment';
  if (!isDependency(kind)) return 'segment';
  return kind === SpanKind.consumer && !marked && !namesCallee ? 'segment' : 'both';
}

function isMarked(span: Span): boolean {
  return span.attributes.get('aws.span.kind') === 'LOCAL_ROOT';
}

function segmentOf(described: Described): Segment {
  const { span, resource, conversion, families, traceId, links } = described;
  const name = serviceName(span, resource.serviceName);
  const { attributes } = span;
  const http = families.http ? takeHttp(span) : undefined;
  const cause = takeCause(span, resource.language, described.isAwsCall);
  const aws = families.aws ? takeAws(attributes, false) : undefined;
  const user = takeUser(span);
  const { annotations, metadata } = annotate(attributes, resource, conversion.indexed);
  return {
    id: span.spanId,
    name,
    trace_id: traceId,
    ...timesOf(span),
    parent_id: span.parentSpanId === '' ? undefined : span.parentSpanId,
    ...flagsOf(http?.response?.status, span.statusCode),
    cause,
    http,
    aws: aws === undefined ? resource.aws : { ...resource.aws, ...aws },
    annotations,
    metadata: withSpan(metadata, described, name),
    links,
    user,
    service: resource.service,
    origin: resource.origin,
  };
}

function subsegmentOf(described: Described, parentId: string): IndependentSubsegment {
  const { span, conversion, families, isAwsCall, traceId } = described;
  const name = callName(span);
  const { attributes } = span;
  const http = families.http ? takeHttp(span) : undefined;
  const cause = takeCause(span, described.resource.language, isAwsCall);
  const aws = families.aws || isAwsCall ? takeAws(attributes, isAwsCall) : undefined;
  const sql = families.db ? takeSql(span) : undefined;
  const { annotations, metadata } = annotate(attributes, undefined, conversion.indexed);
  return {
    id: span.spanId,
    name,
    trace_id: traceId,
    type: 'subsegment',
    parent_id: parentId,
    ...timesOf(span),
    namespace: namespaceOf(described),
    ...flagsOf(http?.response?.status, span.statusCode),
    cause,
    http,
    aws,
    sql,
    annotations,
    metadata: withSpan(metadata, described, name),
    links: described.links,
  };
}

/** The segment of the service that makes a call at once, without a span of its own around it. */
function serviceOf({ span, resource, conversion, traceId, links }: Described): Segment {
  const { annotations, metadata } = annotateService(span.attributes, resource, conversion.indexed);
  const status = span.attributes.get('http.response.status_code') ?? span.attributes.get('http.status_code');
  return {
    id: derivedId(span.spanId, 3),
    name: serviceName({ ...span, kind: SpanKind.internal }, resource.serviceName),
    trace_id: traceId,
    ...timesOf(span),
    parent_id: span.parentSpanId === '' ? undefined : span.parentSpanId,
    ...flagsOf(typeof status === 'number' ? status : undefined, span.statusCode),
    aws: resource.aws,
    annotations,
    metadata,
    links: span.kind === SpanKind.consumer ? links : undefined,
    service: resource.service,
    origin: resource.origin,
  };
}

/** Queues and topics are no nodes, unless they are called by AWS's API or named as a remote service. */
function namespaceOf({ span, isAwsCall, namesCallee }: Described): 'aws' | 'remote' | undefined {
  if (isAwsCall) return 'aws';
  return span.kind === SpanKind.client || (namesCallee && isDependency(span.kind)) ? 'remote' : undefined;
}

/** What ADOT marks leads to another node, whatever it is; what a consumer was handed is linked to from its service. */
function namespaceOfEntry(described: Described): object {
  const { span } = described;
  return {
    namespace: namespaceOf(described) ?? (isMarked(span) ? 'remote' : undefined),
    ...(span.kind === SpanKind.consumer && { links: undefined }),
  };
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
  const good = links.filter(({ traceId, spanId }) => traceId.length === 32 && spanId.length === 16);
  if (good.length === 0) return undefined;
  return good.map(({ traceId, spanId, attributes }) => ({
    trace_id: traceIdOf(traceId),
    id: spanId,
    attributes: attributes.size > 0 ? Object.fromEntries(attributes) : undefined,
  }));
}

/** What X-Ray has no field for is kept in a namespace of its own: the span's kind, its name, its library, its events. */
function withSpan(metadata: Fields | undefined, { span, scope }: Described, name: string): Fields {
  const otel: Fields = { kind: KINDS[span.kind] ?? String(span.kind) };
  if (span.name !== name) otel['name'] = span.name;
  if (scope.scopeName !== '')
    otel['scope'] = scope.scopeVersion === '' ? scope.scopeName : `${scope.scopeName}@${scope.scopeVersion}`;
  const events = span.events.filter((event) => event.name !== 'exception');
  if (events.length > 0) otel['events'] = events.map(eventOf);
  if (metadata === undefined) return { otel };
  const own = metadata['otel'];
  metadata['otel'] = typeof own === 'object' && own !== null ? { ...own, ...otel } : otel;
  return metadata;
}

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

function eventOf({ time, name, attributes }: Span['events'][number]): JsonValue {
  return attributes.size > 0 ? { time, name, attributes: Object.fromEntries(attributes) } : { time, name };
}
