/**
 * X-Ray trace ids and segment ids: their text, their bytes, and the W3C form of a trace id.
 *
 * Who uses it: validation, ingest (rows hold bytes), every read that is given an id, the tracing header, Lambda and API Gateway.
 * AWS page: "Tracing header" and "Segment documents" (trace_id). The first eight digits look like a time but need not be one:
 * ids that come from W3C are random, so nothing here or elsewhere reads a time out of an id.
 */

/** `1-` + 8 hex digits + `-` + 24 hex digits, in lower case. */
export type TraceId = string & { readonly traceId: unique symbol };

/** 16 hex digits, in lower case. */
export type SegmentId = string & { readonly segmentId: unique symbol };

const TRACE_ID = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/i;
const W3C_TRACE_ID = /^[0-9a-f]{32}$/i;
const SEGMENT_ID = /^[0-9a-f]{16}$/i;

export function isTraceId(text: string): boolean {
  return TRACE_ID.test(text);
}

export function isSegmentId(text: string): boolean {
  return SEGMENT_ID.test(text);
}

/** @param text AWS's form in any case. Undefined when it is not a trace id. */
export function parseTraceId(text: string): TraceId | undefined {
  return TRACE_ID.test(text) ? (text.toLowerCase() as TraceId) : undefined;
}

/** @param text 16 hex digits in any case. Undefined when it is not a segment id. */
export function parseSegmentId(text: string): SegmentId | undefined {
  return SEGMENT_ID.test(text) ? (text.toLowerCase() as SegmentId) : undefined;
}

/** @param text 32 hex digits, W3C's trace-id. Undefined when it is not one, or all zeros, which W3C forbids. */
export function traceIdFromW3c(text: string): TraceId | undefined {
  if (!W3C_TRACE_ID.test(text) || /^0+$/.test(text)) return undefined;
  const digits = text.toLowerCase();
  return `1-${digits.slice(0, 8)}-${digits.slice(8)}` as TraceId;
}

/** The same id as 32 hex digits, as OpenTelemetry writes it. */
export function traceIdToW3c(id: TraceId): string {
  return id.slice(2, 10) + id.slice(11);
}

/** @param id any valid trace id. Its 16 bytes, as rows hold them. */
export function traceIdToBytes(id: string): Uint8Array {
  const bytes = new Uint8Array(16);
  hexInto(bytes, 0, id, 2, 4);
  hexInto(bytes, 4, id, 11, 12);
  return bytes;
}

/** @throws RangeError when there are not 16 bytes. */
export function traceIdFromBytes(bytes: Uint8Array): TraceId {
  if (bytes.length !== 16) throw new RangeError(`A trace id has 16 bytes, not ${bytes.length}.`);
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `1-${digits.slice(0, 8)}-${digits.slice(8)}` as TraceId;
}

/** @param id 16 hex digits. Its 8 bytes. */
export function segmentIdToBytes(id: string): Uint8Array {
  const bytes = new Uint8Array(8);
  hexInto(bytes, 0, id, 0, 8);
  return bytes;
}

/**
 * A new trace id.
 * @param epochSeconds what AWS puts in front: the time of the request.
 * @param random fills bytes with randomness: `crypto.getRandomValues`.
 */
export function newTraceId(epochSeconds: number, random: (bytes: Uint8Array) => void): TraceId {
  const bytes = new Uint8Array(16);
  random(bytes);
  new DataView(bytes.buffer).setUint32(0, Math.floor(epochSeconds));
  return traceIdFromBytes(bytes);
}

/** Writes `count` bytes from hex text; the caller has checked that the text is hex. */
function hexInto(target: Uint8Array, at: number, text: string, from: number, count: number): void {
  for (let index = 0; index < count; index++) {
    const high = text.charCodeAt(from + 2 * index);
    const low = text.charCodeAt(from + 2 * index + 1);
    target[at + index] = (nibble(high) << 4) | nibble(low);
  }
}

/** Digits are 0x30-0x39; letters of either case have bit 6 set and their value in the low bits, less nine. */
function nibble(code: number): number {
  return (code & 0x0f) + (code & 0x40 ? 9 : 0);
}
