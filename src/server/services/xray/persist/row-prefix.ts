/**
 * What all rows of one batch, and all rows of one document, share: encoded once.
 *
 * Who calls it: `ingest/encode.ts`.
 */
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import { RowBinaryWriter } from '../../../store/row-binary.ts';
import type { Batch } from '../ingest/batch.ts';

/** What begins or ends a row, encoded once: for a batch, and for a document. */
export interface RowParts {
  /** `account, region`. */
  readonly tenant: Uint8Array;
  /** `received, batch`. */
  readonly arrival: Uint8Array;
  /** `FixedString(16)`: its two groups of digits. */
  readonly traceId: Uint8Array;
}

export class RowPrefix {
  readonly #tenant: Uint8Array;
  readonly #arrival: Uint8Array;

  constructor({ tenant, received, number }: Batch) {
    this.#tenant = new RowBinaryWriter(64).string(tenant.account).string(tenant.region).take();
    this.#arrival = new RowBinaryWriter(16).dateTime64(received).uint64(number).take();
  }

  forDocument(document: SegmentDocument): RowParts {
    const traceId = new RowBinaryWriter(16).hex(document.trace_id, 2, 10).hex(document.trace_id, 11, 35).take();
    return { tenant: this.#tenant, arrival: this.#arrival, traceId };
  }
}

/** A segment id as `FixedString(8)`; undefined is zero bytes. */
export function writeSegmentId(row: RowBinaryWriter, id: string | undefined): void {
  if (id === undefined) row.zeros(8);
  else row.hex(id);
}

const LAST_MINUTE = Math.floor(0xffff_ffff / 60) * 60;

/** The start of the UTC minute, in what a `DateTime` column can hold; times beyond it stand in the first or last minute. */
export function minuteOf(epochSeconds: number): number {
  return Math.min(Math.max(Math.floor(epochSeconds / 60) * 60, 0), LAST_MINUTE);
}
