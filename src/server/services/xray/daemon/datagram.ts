/**
 * Reads one datagram of the X-Ray daemon's protocol: a JSON header, a newline, one segment document.
 *
 * Who calls it: `service.ts`, for UDP 2000 and for the same door inside a function's environment.
 * AWS page: "AWS X-Ray daemon"; as the daemon does, the document is not looked into here. Behind the same header ADOT's distributions
 * send OTLP protobuf in base64: `T1S` before spans, `T1U` before spans that were not sampled and are for Application Signals alone, `M1`
 * before metrics.
 */

export type Datagram =
  | { readonly kind: 'document'; readonly document: string }
  /** An ExportTraceServiceRequest. */
  | { readonly kind: 'spans'; readonly request: Uint8Array }
  /** They must not become traces. */
  | { readonly kind: 'unsampled' }
  | { readonly kind: 'garbage' }
  /** Metrics. */
  | { readonly kind: 'unsupported' };

const GARBAGE: Datagram = { kind: 'garbage' };
const NEWLINE = 0x0a;
/** What SDKs send, with and without spaces; other spellings of the same JSON are parsed. */
const USUAL_HEADER = /^\{"format": ?"json", ?"version": ?1\}$/;

export function readDatagram(bytes: Uint8Array): Datagram {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const newline = buffer.indexOf(NEWLINE);
  const header = buffer.toString('utf8', 0, newline < 0 ? Math.min(buffer.length, 256) : newline);
  if (newline < 0 || newline === buffer.length - 1 || !isHeader(header)) return GARBAGE;
  const mark = buffer.toString('latin1', newline + 1, newline + 4);
  if (mark === 'T1S') return { kind: 'spans', request: Buffer.from(buffer.toString('latin1', newline + 4), 'base64') };
  if (mark === 'T1U') return { kind: 'unsampled' };
  if (mark.startsWith('M1')) return { kind: 'unsupported' };
  return { kind: 'document', document: buffer.toString('utf8', newline + 1) };
}

/** Valid when the format is `json` in any case and the version is 1; other members do not matter. */
function isHeader(text: string): boolean {
  if (USUAL_HEADER.test(text)) return true;
  try {
    const header: unknown = JSON.parse(text);
    if (typeof header !== 'object' || header === null) return false;
    const { format, version } = header as { format?: unknown; version?: unknown };
    return typeof format === 'string' && format.toLowerCase() === 'json' && version === 1;
  } catch {
    return false;
  }
}
