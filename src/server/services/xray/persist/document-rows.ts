/**
 * Writes one row of `document`: the columns of `documentTable`, in order.
 *
 * Who calls it: `ingest/encode.ts`.
 */
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import type { RowBinaryWriter } from '../../../store/row-binary.ts';
import { writeGraphColumns } from './graph-columns.ts';
import type { RowParts } from './row-prefix.ts';

export function writeDocumentRow(
  row: RowBinaryWriter,
  account: string,
  parts: RowParts,
  firstStart: number,
  { document, text, position }: { readonly document: SegmentDocument; readonly text: string; readonly position: number },
): void {
  row.raw(parts.tenant).raw(parts.traceId).raw(parts.arrival).uint32(position);
  row.float64(firstStart).string(text);
  writeGraphColumns(row, account, document);
}
