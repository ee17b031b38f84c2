/**
 * PutTraceSegments: takes up to 50 segment documents. A bad document never fails the call; it is named in the answer.
 *
 * Who calls it: the front door, with decoded input, and `ingest/fast-path.ts`, with bytes.
 * AWS page: API_PutTraceSegments.
 */
import type { PutTraceSegmentsCommandInput } from '@aws-sdk/client-xray';
import { StoreOverloaded } from '../../../store/ports.ts';
import type { SegmentSink, Tenant, UnprocessedSegment } from '../../ports.ts';
import { emptySegments, throttled, tooManySegments } from '../errors.ts';

const MOST_DOCUMENTS = 50;

/** @throws InvalidRequestException for none or more than 50 documents, ThrottledException when the store is full. */
export async function putTraceSegments(
  sink: SegmentSink,
  tenant: Tenant,
  documents: readonly string[],
): Promise<readonly UnprocessedSegment[]> {
  if (documents.length === 0) throw emptySegments();
  if (documents.length > MOST_DOCUMENTS) throw tooManySegments(MOST_DOCUMENTS);
  try {
    return await sink.accept(tenant, documents);
  } catch (error) {
    if (error instanceof StoreOverloaded) throw throttled();
    throw error;
  }
}

/** `Id` is null, not absent, where the document has none. */
export function putTraceSegmentsOperation(sink: SegmentSink) {
  return async (input: PutTraceSegmentsCommandInput, call: Tenant): Promise<{ UnprocessedTraceSegments: readonly object[] }> => {
    const unprocessed = await putTraceSegments(sink, call, input.TraceSegmentDocuments ?? []);
    return { UnprocessedTraceSegments: unprocessed.map(printUnprocessed) };
  };
}

export function printUnprocessed({ Id, ErrorCode, Message }: UnprocessedSegment): object {
  return { Id: Id ?? null, ErrorCode, Message };
}
