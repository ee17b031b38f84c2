/**
 * Writes one row of `document`: the columns of `documentTable`, in order.
 *
 * Who calls it: `ingest/encode.ts`.
 */
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import type { RowBinaryWriter } from '../../../store/row-binary.ts';
import type { Batch } from '../ingest/batch.ts';
import type { DocumentIds } from './row-prefix.ts';

export function writeDocumentRow(
  row: RowBinaryWriter,
  batch: Batch,
  ids: DocumentIds,
  document: SegmentDocument,
  text: string,
  position: number,
): void {
  row.raw(ids.tenant).raw(ids.traceId);
  row.dateTime64(batch.received).uint64(batch.number).uint32(position);
  row.float64(document.start_time).string(text);
}
