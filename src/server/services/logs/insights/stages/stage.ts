/**
 * A step of a running query: rows are pushed in, and it pushes rows into the next.
 */
import type { Row } from '../record.ts';

export interface Stage {
  push(row: Row): void;
  /** No more rows come. */
  end(): void;
}

/** A query that needs more memory than it may have; its status becomes `Failed`. */
export class QueryTooLarge extends Error {}

/** Bytes of rows that one step may keep. */
export const mostKeptBytes = 256 * 1024 * 1024;
