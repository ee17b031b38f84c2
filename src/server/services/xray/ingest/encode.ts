/**
 * JOURNEY 1, step 5: rows for the three tables, as bytes, so that nothing is parsed or copied again on the way to the disk.
 *
 * Who calls it: `pipeline.ts`.
 */
import type { LogRecord } from '../../../store/ports.ts';
import { RowBinaryWriter } from '../../../store/row-binary.ts';
import { writeDocumentRow } from '../persist/document-rows.ts';
import { writeItemRows } from '../persist/item-rows.ts';
import { writeObservationRow } from '../persist/observation-rows.ts';
import { RowPrefix } from '../persist/row-prefix.ts';
import type { Batch } from './batch.ts';
import type { AcceptedDocument } from './normalise.ts';
import { observe } from './observe.ts';

const documents = new RowBinaryWriter(1 << 20);
const observations = new RowBinaryWriter(1 << 20);
const items = new RowBinaryWriter(1 << 18);

/** Synchronous, so the writers can be shared by all calls. */
export function encode(batch: Batch, accepted: readonly AcceptedDocument[]): LogRecord {
  const prefix = new RowPrefix(batch);
  for (const each of accepted) {
    const { document, position } = each;
    const parts = prefix.forDocument(document);
    const observed = observe(document);
    writeDocumentRow(documents, batch.tenant.account, parts, observed[0].firstStart, each);
    for (const observation of observed) writeObservationRow(observations, parts, observation, position);
    writeItemRows(items, batch, parts, document);
  }
  const rows: Record<string, Uint8Array> = { document: documents.take(), observation: observations.take() };
  if (items.length > 0) rows['item'] = items.take();
  return { rows };
}
