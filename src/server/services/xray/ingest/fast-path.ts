/**
 * PutTraceSegments from bytes to bytes. The codec made from AWS's schema walks every member; this hot operation has one.
 *
 * Who calls it: the front door, for `POST /TraceSegments`, after it has found the caller.
 * AWS page: API_PutTraceSegments.
 */
import type { SegmentSink, Tenant } from '../../ports.ts';
import { missingMember, serialization } from '../errors.ts';
import { printUnprocessed, putTraceSegments } from '../operations/put-trace-segments.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });
const NONE_UNPROCESSED = Buffer.from('{"UnprocessedTraceSegments":[]}');

/** @throws SerializationException, ValidationException, and what PutTraceSegments throws. */
export async function fastPath(sink: SegmentSink, tenant: Tenant, body: Uint8Array): Promise<Uint8Array> {
  const unprocessed = await putTraceSegments(sink, tenant, documentsOf(body));
  if (unprocessed.length === 0) return NONE_UNPROCESSED;
  return Buffer.from(JSON.stringify({ UnprocessedTraceSegments: unprocessed.map(printUnprocessed) }));
}

function documentsOf(body: Uint8Array): readonly string[] {
  const input = parse(body);
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw serialization('Start of structure or map found where not expected.');
  const { TraceSegmentDocuments: documents } = input as { TraceSegmentDocuments?: unknown };
  if (documents === undefined || documents === null) throw missingMember('traceSegmentDocuments');
  if (!Array.isArray(documents)) throw serialization('Expected list or null');
  if (!documents.every((document) => typeof document === 'string')) throw serialization('Expected string or null');
  return documents;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    throw serialization('Unable to parse the request body as JSON');
  }
}
