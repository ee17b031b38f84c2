/**
 * The tracing header `X-Amzn-Trace-Id` (and Lambda's `_X_AMZN_TRACE_ID`, SQS's `AWSTraceHeader`): parse and serialize.
 *
 * Who uses it: API Gateway and Lambda, which read it from a request and pass it on, and the console.
 * AWS page: "Tracing header" (xray-concepts). Key names match in any case, spaces around parts are tolerated, order is free, and
 * keys that X-Ray does not know are kept and passed on unchanged, as SDKs do.
 */
import { isSegmentId, parseTraceId, type SegmentId, type TraceId } from './trace-id.ts';

export interface TraceHeader {
  readonly root?: TraceId | undefined;
  readonly parent?: SegmentId | undefined;
  /** `?`: the caller asks whoever is called to decide, and to say so in the response. */
  readonly sampled?: '1' | '0' | '?' | undefined;
  /** Loop detection of AWS's services, opaque here. */
  readonly lineage?: string | undefined;
  /** Further parts in the order sent, e.g. `Self=1-…` of a load balancer, or a user's own. */
  readonly others: readonly (readonly [key: string, value: string])[];
}

const EMPTY: TraceHeader = { others: [] };

/** Header text longer than this is not AWS's; reading more would only cost. */
const LONGEST = 4096;

/**
 * Reads a header. Parts that are malformed are left out, as AWS's SDKs do: a bad Root means that the request starts a new trace.
 * The short form of Root that some producers write, with leading zeros stripped from its first part, is read as the full one.
 */
export function parseTraceHeader(text: string | undefined): TraceHeader {
  if (text === undefined || text.length > LONGEST) return EMPTY;
  const header: { -readonly [Key in keyof TraceHeader]: TraceHeader[Key] } = { others: [] };
  const others: (readonly [string, string])[] = [];
  for (const part of text.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const key = part.slice(0, equals).trim();
    const value = part.slice(equals + 1).trim();
    switch (key.toLowerCase()) {
      case 'root':
        header.root ??= parseRoot(value);
        break;
      case 'parent':
        if (isSegmentId(value)) header.parent ??= value.toLowerCase() as SegmentId;
        break;
      case 'sampled':
        if (value === '1' || value === '0' || value === '?') header.sampled ??= value;
        break;
      case 'lineage':
        header.lineage ??= value;
        break;
      default:
        if (key !== '') others.push([key, value]);
    }
  }
  header.others = others;
  return header;
}

/** `Root=…;Parent=…;Sampled=…;Lineage=…` and then the other parts; what is undefined is left out. */
export function serializeTraceHeader(header: TraceHeader): string {
  const parts: string[] = [];
  if (header.root !== undefined) parts.push(`Root=${header.root}`);
  if (header.parent !== undefined) parts.push(`Parent=${header.parent}`);
  if (header.sampled !== undefined) parts.push(`Sampled=${header.sampled}`);
  if (header.lineage !== undefined) parts.push(`Lineage=${header.lineage}`);
  for (const [key, value] of header.others) parts.push(`${key}=${value}`);
  return parts.join(';');
}

function parseRoot(value: string): TraceId | undefined {
  const short = /^1-([0-9a-f]{1,7})-([0-9a-f]{24})$/i.exec(value);
  return parseTraceId(short ? `1-${short[1]?.padStart(8, '0')}-${short[2]}` : value);
}
