/**
 * OTLP's answers, in the encoding of the request: ExportTraceServiceResponse, with a partial success where spans were rejected, and
 * google.rpc.Status for failures.
 *
 * Who calls it: `http.ts`. Specification: opentelemetry.io/docs/specs/otlp, "OTLP/HTTP Response".
 */
import type { Encoding } from './pipeline.ts';

/** The codes of google.rpc.Code that are answered. */
export const RpcCode = {
  invalidArgument: 3,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

export const contentTypes: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** @param message why spans were rejected; empty when none was. */
export function exportResponse(encoding: Encoding, rejected: number, message: string): Buffer {
  if (encoding === 'json') {
    const partialSuccess = { rejectedSpans: String(rejected), errorMessage: message };
    return Buffer.from(JSON.stringify(rejected === 0 ? {} : { partialSuccess }));
  }
  if (rejected === 0) return Buffer.alloc(0);
  const partial = Buffer.concat([Buffer.from([0x08]), varint(rejected), textField(2, message)]);
  return Buffer.concat([Buffer.from([0x0a]), varint(partial.length), partial]);
}

export function statusResponse(encoding: Encoding, code: number, message: string): Buffer {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code, message }));
  return Buffer.concat([Buffer.from([0x08]), varint(code), textField(2, message)]);
}

function textField(field: number, text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([(field << 3) | 2]), varint(bytes.length), bytes]);
}

/** @param value below 2^31. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
