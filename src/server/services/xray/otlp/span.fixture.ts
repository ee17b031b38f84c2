/** Spans for tests of what they become. */
import type { JsonValue } from '../../../../model/segment-document.ts';
import { documentsOf } from './documents.ts';
import { describeResource } from './resource.ts';
import { type Attributes, type Span, SpanKind } from './span.ts';

export const traceId = '5759e988bd862e3fe1be46a994272793';

type Values = Readonly<Record<string, JsonValue>>;

export const attributesOf = (values: Values): Attributes => new Map(Object.entries(values));

/** A finished SERVER span without a parent; `fields` win. */
export function spanWith(fields: Partial<Omit<Span, 'attributes'>> & { attributes?: Values } = {}): Span {
  return {
    traceId,
    spanId: '53995c3f42cd8ad8',
    parentSpanId: '',
    flags: 1,
    name: 'GET /orders',
    kind: SpanKind.server,
    startTime: 1_790_000_000,
    endTime: 1_790_000_000.25,
    events: [],
    links: [],
    statusCode: 0,
    statusMessage: '',
    size: 100,
    ...fields,
    attributes: attributesOf(fields.attributes ?? {}),
  };
}

/** A CLIENT span below another span of its process. */
export function callWith(attributes: Values, fields: Partial<Omit<Span, 'attributes'>> = {}): Span {
  return spanWith({ kind: SpanKind.client, parentSpanId: '1111111111111111', name: 'call', ...fields, attributes });
}

export interface Around {
  readonly resource?: Values;
  readonly indexed?: readonly string[];
  readonly invocations?: readonly string[];
}

/** The documents as they are stored: JSON, without what is undefined. */
export function convert(span: Span, { resource, indexed = [], invocations }: Around = {}): readonly Record<string, unknown>[] {
  const scope = { scopeName: '', scopeVersion: '', spans: [] };
  const isInvocation = invocations === undefined ? undefined : (id: string) => invocations.includes(id);
  const conversion = { indexed: new Set(indexed), isInvocation };
  const documents = documentsOf(span, scope, describeResource(attributesOf(resource ?? { 'service.name': 'shop' })), conversion);
  return JSON.parse(JSON.stringify(documents)) as Record<string, unknown>[];
}

/** The one document of a span that becomes one. */
export function convertOne(span: Span, around: Around = {}): Record<string, unknown> {
  const [document, ...more] = convert(span, around);
  if (document === undefined || more.length > 0) throw new Error(`${more.length + 1} documents`);
  return document;
}
