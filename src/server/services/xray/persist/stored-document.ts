/**
 * A row of `document`, read back: what trace assembly takes.
 *
 * Who calls it: every read of whole documents.
 */
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import type { StoredDocument } from '../../../../model/trace.ts';
import type { RowBinaryReader } from '../../../store/row-binary-reader.ts';

/** In the order in which `readStoredDocument` takes them. */
export const storedDocumentColumns = 'toUnixTimestamp64Milli(received), collector, batch, position, document';

/** The text was checked when it was accepted. */
export function readStoredDocument(row: RowBinaryReader): StoredDocument {
  return {
    received: row.uint64(),
    collector: row.string(),
    batch: row.uint64(),
    position: row.uint32(),
    document: JSON.parse(row.bytes().toString()) as SegmentDocument,
  };
}
