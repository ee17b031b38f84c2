/**
 * What the services may ask of storage. Two stores: ClickHouse (traces, log events: large, append-only) and the control-plane
 * store (functions, roles, log groups: small, keyed, transactional).
 */

/** Query parameters, bound as ClickHouse's `{name:Type}`; values are never concatenated into SQL. */
export type QueryParams = Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[]>>;

export interface ClickHouse {
  /** Runs a SELECT and returns its rows (JSONEachRow, 64-bit integers as strings unless cast). */
  query<Row>(
    sql: string,
    params?: QueryParams,
    options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): Promise<Row[]>;
  /** Runs a SELECT and returns its answer in `RowBinary`, for what is too much to be JSON. */
  queryBytes(sql: string, params?: QueryParams, options?: { readonly signal?: AbortSignal | undefined }): Promise<Buffer>;
  /** Runs a statement without a result: DDL, ALTER. */
  command(sql: string, params?: QueryParams): Promise<void>;
  /** One INSERT of `RowBinary` bytes, hence one part. `sql` is everything before the bytes: `INSERT INTO … FORMAT RowBinary`. */
  insertBytes(sql: string, bytes: readonly Uint8Array[]): Promise<void>;
}

/** A table that the write-ahead log fills. */
export interface LogTable {
  readonly name: string;
  /**
   * Columns in the order in which rows are encoded (RowBinary), e.g. `trace_id FixedString(16)`. The log adds
   * `collector String, log_segment UInt64` by itself to every row.
   */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /**
   * ENGINE, PARTITION BY, ORDER BY, TTL, SETTINGS: what stands behind the column list. `collector` and `log_segment` may be named.
   * PARTITION BY may only use `log_segment`, so that one batch is one part: see `partitionByDay`.
   */
  readonly engine: string;
}

/**
 * `PARTITION BY` of tables that are dropped by the day: a segment of the log is named by the millisecond in which it was opened and
 * never crosses midnight UTC. A column of the row would not do: a row made just before midnight may be logged just after it.
 */
export const partitionByDay = 'PARTITION BY intDiv(log_segment, 86400000)';

/** For rows that are kept for months: every partition costs, and a segment of the log lies within one day, hence within one of these. */
export const partitionByFourWeeks = `PARTITION BY intDiv(log_segment, ${28 * 86_400_000})`;

/** Rows for some tables, accepted together or not at all. */
export interface LogRecord {
  /** By table name: RowBinary bytes of whole rows, without the two batch columns. */
  readonly rows: Readonly<Record<string, Uint8Array>>;
}

/** The write-ahead log in front of ClickHouse. */
export interface IngestLog {
  /** Declares a table before the log is opened; tables are created by the migrations that this makes. */
  declare(table: LogTable): void;
  /** Resolves once the record is on disk (group-commit fsync). It reaches ClickHouse a moment later. Throws `StoreOverloaded` when full. */
  append(record: LogRecord): Promise<void>;
  /** Resolves once everything appended before the call can be queried: reads call it, so that a client reads what it wrote. */
  settled(): Promise<void>;
}

/** Key of a thing in the control-plane store: account and region are part of every key, from the first one on. */
export interface Scope {
  readonly account: string;
  /** `global` for IAM. */
  readonly region: string;
}

/** Small durable things of one kind, as JSON values, ordered by id. Reads are synchronous, from memory-mapped pages. */
export interface Collection<Value> {
  get(scope: Scope, id: string): Value | undefined;
  /** In order of id; `prefix` limits it to ids that start with it. */
  list(scope: Scope, prefix?: string): readonly { readonly id: string; readonly value: Value }[];
  /** As `list`, but read one by one, beginning at the first id that is not less than `from`. No writes while it is being read. */
  scan(scope: Scope, prefix: string, from?: string): Iterable<{ readonly id: string; readonly value: Value }>;
  /** All scopes: for start-up. */
  all(): readonly { readonly scope: Scope; readonly id: string; readonly value: Value }[];
  put(scope: Scope, id: string, value: Value): void;
  delete(scope: Scope, id: string): boolean;
}

export interface ControlPlane {
  collection<Value>(name: string): Collection<Value>;
  /** All writes inside are made together or not at all. */
  transaction<Result>(work: () => Result): Result;
  /** Resolves once all writes so far are on disk. The front door awaits it before it acknowledges a call that wrote. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/** `IngestLog.append` throws it when more waits for ClickHouse than the log may hold: the caller should be told to come back. */
export class StoreOverloaded extends Error {
  constructor(waitingBytes: number) {
    super(
      `${Math.round(waitingBytes / 1024 / 1024)} MB wait for the database; nothing more is taken until some of it is stored.`,
    );
    this.name = 'StoreOverloaded';
  }
}
