/**
 * JOURNEY 1: a segment, from any door (PutTraceSegments, UDP 2000, Lambda, API Gateway) to the disk.
 *
 * Who calls it: `service.ts`, which makes it the `SegmentSink` that every door is given.
 * AWS operation: PutTraceSegments. One call is one batch; it resolves once the documents would survive a power cut.
 */
import type { IngestLog } from '../../../store/ports.ts';
import type { SentDocument, Tenant, UnprocessedSegment } from '../../ports.ts';
import type { Batch } from './batch.ts';
import { encode } from './encode.ts';
import { normalise } from './normalise.ts';
import { notify, type TraceListener } from './notify.ts';
import { validate } from './validate.ts';

export interface Ingest {
  readonly openBatch: (tenant: Tenant) => Batch;
  readonly ingestLog: IngestLog;
  readonly listeners: ReadonlySet<TraceListener>;
}

/** @returns one entry per rejected document, in order. Throws what the log throws when it cannot take more. */
export async function ingest(
  { openBatch, ingestLog, listeners }: Ingest,
  tenant: Tenant,
  sent: readonly SentDocument[],
): Promise<readonly UnprocessedSegment[]> {
  const batch = openBatch(tenant); //                          1. one call, one revision
  const { valid, unprocessed } = validate(sent); //            2. parse, X-Ray's checks
  const accepted = normalise(valid); //                        3. one spelling of trace ids and names
  if (accepted.length === 0) return unprocessed;
  const record = encode(batch, accepted); //                   4. observations, 5. rows of all tables as bytes
  await ingestLog.append(record); //                           6. on disk
  notify(listeners, tenant, accepted); //                      7. the console and the service graph
  return unprocessed;
}
