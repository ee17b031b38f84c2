/**
 * Writes one row of `document`: the columns of `documentTable`, in order.
 *
 * Who calls it: `ingest/encode.ts`.
 */
import type { RowBinaryWriter } from '../../../store/row-binary.ts';
import type { RowParts } from './row-prefix.ts';

export function writeDocumentRow(
  row: RowBinaryWriter,
  parts: RowParts,
  firstStart: number,
  text: string,
  position: number,
): void {
  row.raw(parts.tenant).raw(parts.traceId);
  row.raw(parts.arrival).uint32(position);
  row.float64(firstStart).string(text);
}
