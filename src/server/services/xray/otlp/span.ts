/**
 * Spans as OTLP sends them, whichever encoding they came in: ids are hex, times are epoch seconds, attribute values are JSON.
 *
 * Who uses it: the two decoders write it, `documents.ts` and what it calls read it.
 * Specification: opentelemetry.io/docs/specs/otlp, and the messages of opentelemetry-proto's trace.proto.
 */
import type { JsonValue } from '../../../../model/segment-document.ts';

/** By key. Whole numbers beyond 2^53 and what JSON has no number for are text, bytes are base64. */
export type Attributes = Map<string, JsonValue>;

/** The numbers of the enum Span.SpanKind. */
export const SpanKind = { unspecified: 0, internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

/** The numbers of the enum Status.StatusCode. */
export const StatusCode = { unset: 0, ok: 1, error: 2 } as const;

/** Bits of Span.flags: does the sender know whether the parent is of another process, and is it? */
export const SpanFlags = { hasIsRemote: 0x100, isRemote: 0x200 } as const;

export interface SpanEvent {
  /** Epoch seconds. */
  readonly time: number;
  readonly name: string;
  readonly attributes: Attributes;
}

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
}

export interface Span {
  /** 32 hex digits in lower case, when it is a good one; what else was sent, as hex. */
  readonly traceId: string;
  /** 16 hex digits in lower case, likewise. */
  readonly spanId: string;
  /** Empty: none. */
  readonly parentSpanId: string;
  readonly flags: number;
  readonly name: string;
  readonly kind: number;
  /** Epoch seconds; 0: not sent. */
  readonly startTime: number;
  readonly endTime: number;
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  readonly statusCode: number;
  readonly statusMessage: string;
  /** Bytes as they were sent; what stands for them in JSON. */
  readonly size: number;
}

export interface ScopeSpans {
  /** The instrumentation library: `@opentelemetry/instrumentation-http`. Empty: unknown. */
  readonly scopeName: string;
  readonly scopeVersion: string;
  readonly spans: readonly Span[];
}

/** What one process sent. */
export interface ResourceSpans {
  readonly attributes: Attributes;
  readonly scopes: readonly ScopeSpans[];
}

/** Some senders write an id of zeros where there is no parent. */
export function parentOf(spanId: string): string {
  return spanId.startsWith('0000') && /^0+$/.test(spanId) ? '' : spanId;
}

/** The bytes are not an ExportTraceServiceRequest. The message says what was met. */
export class MalformedRequest extends Error {}
