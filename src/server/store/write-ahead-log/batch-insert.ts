/**
 * Puts one sealed segment into ClickHouse, exactly once: one INSERT, hence one part, per table.
 *
 * Who calls it: shipper.ts, for new segments and for those that a crash left behind. When nobody knows whether an INSERT was
 * carried out, the next one only inserts if the table has no row of the batch (collector, log_segment): a part is there or is not.
 * The question is part of the INSERT, because between a question and an INSERT the lost one could still arrive; it cannot do so
 * while the other runs, since the embedded engine writes on one connection and a server refuses a query id that is in use.
 */
import { ClickHouseError } from '@clickhouse/client';
import { type HttpClickHouse, isConnectionError } from '../clickhouse.ts';
import { fault } from '../fault.ts';
import { plainType } from '../migrations.ts';
import type { LogTable } from '../ports.ts';
import type { TableRows } from './record.ts';

export interface Batch {
  readonly id: number;
  readonly rows: TableRows;
}

/** ClickHouse would not take these rows however often it was asked. */
export class BatchRefused extends Error {
  readonly table: string;

  constructor(table: string, cause: Error) {
    super(`ClickHouse refuses a batch of ${table}: ${cause.message}`, { cause });
    this.table = table;
  }
}

/** Codes of errors that pass: rows file gone with a restart of the engine, too slow, too busy, out of memory or disk, read-only, killed, a cluster's own troubles. */
const passing = new Set(
  [
    '3',
    '74',
    '75',
    '76',
    '107',
    '159',
    '160',
    '164',
    '173',
    '198',
    '202',
    '203',
    '209',
    '210',
    '212',
    '216',
    '225',
    '236',
    '241',
    '242',
  ].concat(['243', '244', '252', '253', '279', '285', '286', '319', '394', '425', '439', '999', '1000', '1001', '1002']),
);
const longestPauseMs = 5_000;

export class BatchInsert {
  readonly #clickhouse: HttpClickHouse;
  readonly #tables: ReadonlyMap<string, LogTable>;
  readonly #collector: string;
  readonly #log: (line: string) => void;

  constructor(clickhouse: HttpClickHouse, tables: ReadonlyMap<string, LogTable>, collector: string, log: (line: string) => void) {
    this.#clickhouse = clickhouse;
    this.#tables = tables;
    this.#collector = collector;
    this.#log = log;
  }

  /**
   * Resolves when every table has the batch; errors that pass are waited out.
   * @param doubtful true when an earlier try may have got some of it in.
   * @throws BatchRefused, after every other table has its rows; what `signal` was aborted with.
   */
  async insert(batch: Batch, doubtful: boolean, signal: AbortSignal): Promise<void> {
    let refused: BatchRefused | undefined;
    for (const [table, rows] of batch.rows) {
      try {
        await this.#insertTable(batch.id, table, rows, doubtful, signal);
      } catch (error) {
        if (!(error instanceof BatchRefused)) throw error;
        refused ??= error;
      }
    }
    if (refused !== undefined) throw refused;
  }

  async #insertTable(
    id: number,
    table: string,
    rows: readonly Uint8Array[],
    doubtful: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    let ask = doubtful;
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        fault('insert');
        await this.#clickhouse.insertBytes(this.#statement(table, ask), rows, {
          params: { collector: this.#collector, log_segment: String(id) },
          queryId: `radiograph-${this.#collector}-${id}-${table}`,
        });
        fault('inserted');
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!passes(error)) throw new BatchRefused(table, error instanceof Error ? error : new Error(String(error)));
        if (attempt === 3)
          this.#log(`A batch for ${table} cannot be inserted yet: ${error instanceof Error ? error.message : error}`);
        ask = true;
        const pause = Math.min(longestPauseMs, 25 * 2 ** attempt);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** `input()` gives ClickHouse the columns to read; the two batch columns are the same for all rows and cost nothing here. */
  #statement(table: string, ask: boolean): string {
    const declared = this.#tables.get(table);
    if (declared === undefined) throw new BatchRefused(table, new Error('no service declares that table any more'));
    const names = declared.columns.map(({ name }) => name).join(', ');
    const structure = declared.columns.map(({ name, type }) => `${name} ${plainType(type)}`).join(', ');
    const quoted = structure.replace(/[\\']/g, (character) => `\\${character}`);
    const unlessThere = ask
      ? `WHERE (SELECT count() FROM ${table} WHERE collector = {collector:String} AND log_segment = {log_segment:UInt64}) = 0 `
      : '';
    return (
      `INSERT INTO ${table} (${names}, collector, log_segment) ` +
      `SELECT ${names}, {collector:String}, {log_segment:UInt64} FROM input('${quoted}') ${unlessThere}FORMAT RowBinary`
    );
  }
}

function passes(error: unknown): boolean {
  if (error instanceof BatchRefused) return false;
  if (error instanceof ClickHouseError) return passing.has(error.code);
  return isConnectionError(error) || error instanceof Error;
}
