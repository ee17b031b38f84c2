/**
 * What a span must have to become a document.
 *
 * Who calls it: `pipeline.ts`, once per span. Specification: opentelemetry-proto's trace.proto (ids of 16 and 8 bytes, not all zero).
 * AWS page: "OpenTelemetry Protocol endpoints" (200 kB a span). Its bounds on a span's age are not kept: an old trace may be imported.
 */
import type { Span } from './span.ts';

/** Bytes. */
export const LARGEST_SPAN = 200 * 1024;

const ID_32 = /^(?!0{32})[0-9a-f]{32}$/;
const ID_16 = /^(?!0{16})[0-9a-f]{16}$/;

/** @returns what is wrong, for the sender's log; undefined when nothing is. */
export function checkSpan({ traceId, spanId, parentSpanId, startTime, size, name }: Span): string | undefined {
  if (!ID_32.test(traceId))
    return `The span "${shown(name)}" has the trace id "${shown(traceId)}", which is not 16 bytes that are not all zero.`;
  if (!ID_16.test(spanId))
    return `The span "${shown(name)}" has the span id "${shown(spanId)}", which is not 8 bytes that are not all zero.`;
  if (parentSpanId !== '' && !ID_16.test(parentSpanId))
    return `The span ${spanId} has the parent span id "${shown(parentSpanId)}", which is not 8 bytes.`;
  if (startTime === 0) return `The span ${spanId} has no start time.`;
  if (size > LARGEST_SPAN) return `The span ${spanId} has ${size} bytes; the limit is ${LARGEST_SPAN}.`;
  return undefined;
}

function shown(text: string): string {
  return text.length > 64 ? `${text.slice(0, 64)}…` : text;
}
