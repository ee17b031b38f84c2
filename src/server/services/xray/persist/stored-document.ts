/**
 * A row of `document`, read back: what trace assembly takes.
 *
 * Who calls it: every read of whole documents.
 */
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import type { StoredDocument } from '../../../../model/trace.ts';

/** What a query selects; `received` in epoch milliseconds, `batch` as a number (it stays below 2^53). */
export interface DocumentRow {
  readonly received: number | string;
  readonly collector: string;
  readonly batch: number | string;
  readonly position: number;
  readonly document: string;
}

/** The text was checked when it was accepted. */
export function parseStoredDocument({ received, collector, batch, position, document }: DocumentRow): StoredDocument {
  return {
    document: JSON.parse(document) as SegmentDocument,
    received: Number(received),
    collector,
    batch: Number(batch),
    position,
  };
}
