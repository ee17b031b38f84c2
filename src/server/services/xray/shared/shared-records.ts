/**
 * Records that all servers with one ClickHouse have in common: sampling rules, groups, policies, settings. See docs/adr/0012.
 *
 * Who calls it: `service.ts`, when `--clickhouse-url` is given. Each server reads and writes its own control plane, as one alone does,
 * and keeps a version beside each record. Versions that others do not have yet are inserted into the table `xray_record`, and newer
 * ones are taken from it, every two seconds and after each change. The newest change of a record wins, wherever it was made.
 */
import type { ClickHouse, Collection, ControlPlane, Scope } from '../../../store/ports.ts';
import { RowBinaryWriter } from '../../../store/row-binary.ts';

/** What the stores of the control plane need of it. */
export type Records = Pick<ControlPlane, 'collection' | 'transaction'>;

interface Version {
  readonly collection: string;
  readonly scope: Scope;
  readonly id: string;
  /** Epoch microseconds of the change, more than that of the one before, whatever the clocks say. */
  readonly at: number;
  readonly server: string;
  readonly deleted: boolean;
  /** Is it in the table? */
  readonly sent: boolean;
}

interface Row {
  readonly collection: string;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  /** JSON. */
  readonly value: string;
  readonly deleted: number;
  readonly at: string;
  readonly server: string;
}

const EXCHANGE_EVERY_MS = 2000;
/** Of versions: keys are ids with everything that tells them apart. */
const OWN: Scope = { account: '', region: '' };

const newest = `
SELECT collection, account, region, id, value, deleted, toString(changed_at) AS at, server FROM xray_record
ORDER BY changed_at DESC, server DESC LIMIT 1 BY collection, account, region, id`;

export class SharedRecords implements Records {
  readonly #controlPlane: ControlPlane;
  readonly #clickhouse: ClickHouse;
  readonly #server: string;
  readonly #now: () => number;
  readonly #versions: Collection<Version>;
  readonly #listeners: (() => void)[] = [];
  readonly #names = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #exchanging: Promise<void> = Promise.resolve();

  /** @param server names this one among those that share the database, over restarts. `now`: epoch milliseconds. */
  constructor(controlPlane: ControlPlane, clickhouse: ClickHouse, server: string, now: () => number) {
    this.#controlPlane = controlPlane;
    this.#clickhouse = clickhouse;
    this.#server = server;
    this.#now = now;
    this.#versions = controlPlane.collection('xray-record-version');
  }

  /** Is called when records of other servers have come in. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  transaction<Result>(work: () => Result): Result {
    return this.#controlPlane.transaction(work);
  }

  collection<Value>(name: string): Collection<Value> {
    const own = this.#controlPlane.collection<Value>(name);
    this.#names.add(name);
    const change = <Result>(scope: Scope, id: string, deleted: boolean, write: () => Result): Result =>
      this.transaction(() => {
        this.#noteChange(name, scope, id, deleted);
        return write();
      });
    return {
      get: (scope, id) => own.get(scope, id),
      list: (scope, prefix) => own.list(scope, prefix),
      scan: (scope, prefix, from) => own.scan(scope, prefix, from),
      all: () => own.all(),
      put: (scope, id, value) => change(scope, id, false, () => own.put(scope, id, value)),
      delete: (scope, id) => change(scope, id, true, () => own.delete(scope, id)),
    };
  }

  /** Makes the table, and resolves once the records of the others are here. */
  async start(): Promise<void> {
    await this.#clickhouse.command(
      `CREATE TABLE IF NOT EXISTS xray_record (
         collection LowCardinality(String), account LowCardinality(String), region LowCardinality(String), id String,
         value String, deleted UInt8, changed_at UInt64, server LowCardinality(String))
       ENGINE = ReplacingMergeTree(changed_at) ORDER BY (collection, account, region, id, server)`,
    );
    this.#adopt();
    await this.exchange();
    this.#timer = setInterval(() => this.#exchangeSoon(), EXCHANGE_EVERY_MS).unref();
  }

  /** What could not be sent is sent after the next start. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#exchanging.catch(() => undefined);
    await this.exchange().catch(() => undefined);
  }

  /** Sends what others do not have, and takes what is newer than here. One at a time. */
  exchange(): Promise<void> {
    const exchanged = this.#exchanging.catch(() => undefined).then(() => this.#sendAndTake());
    this.#exchanging = exchanged;
    return exchanged;
  }

  /** Records from a time when this server was alone are the oldest of all. */
  #adopt(): void {
    this.transaction(() => {
      for (const collection of this.#names)
        for (const { scope, id } of this.#controlPlane.collection(collection).all()) {
          const key = keyOf(collection, scope, id);
          if (this.#versions.get(OWN, key) !== undefined) continue;
          this.#versions.put(OWN, key, { collection, scope, id, at: 1, server: this.#server, deleted: false, sent: false });
        }
    });
  }

  #exchangeSoon(): void {
    // The database is away: the next one will do.
    this.exchange().catch(() => undefined);
  }

  #noteChange(collection: string, scope: Scope, id: string, deleted: boolean): void {
    const { account, region } = scope;
    const key = keyOf(collection, scope, id);
    const at = Math.max(this.#now() * 1000, (this.#versions.get(OWN, key)?.at ?? 0) + 1);
    this.#versions.put(OWN, key, { collection, scope: { account, region }, id, at, server: this.#server, deleted, sent: false });
    if (this.#timer !== undefined) setImmediate(() => this.#exchangeSoon());
  }

  async #sendAndTake(): Promise<void> {
    const unsent = this.#versions.list(OWN).filter(({ value }) => !value.sent);
    if (unsent.length > 0) {
      const rows = unsent.map(({ value }) => this.#encoded(value));
      await this.#clickhouse.insertBytes('INSERT INTO xray_record FORMAT RowBinary', rows);
      this.transaction(() => {
        for (const { id, value } of unsent)
          if (this.#versions.get(OWN, id)?.at === value.at) this.#versions.put(OWN, id, { ...value, sent: true });
      });
    }
    const rows = await this.#clickhouse.query<Row>(newest);
    const taken = this.transaction(() => rows.filter((row) => this.#take(row)).length);
    if (taken > 0) for (const listener of this.#listeners) listener();
  }

  #encoded({ collection, scope, id, at, server, deleted }: Version): Uint8Array {
    const value = this.#controlPlane.collection(collection).get(scope, id);
    const text = deleted ? '' : JSON.stringify(value ?? null);
    const writer = new RowBinaryWriter().string(collection).string(scope.account).string(scope.region).string(id).string(text);
    return writer.uint8(Number(deleted)).uint64(at).string(server).take();
  }

  /** @returns false when it is not newer than what is here. */
  #take({ collection, account, region, id, value, deleted, at, server }: Row): boolean {
    const scope = { account, region };
    const key = keyOf(collection, scope, id);
    const known = this.#versions.get(OWN, key);
    const version = { collection, scope, id, at: Number(at), server, deleted: deleted === 1, sent: true };
    if (known !== undefined && (known.at > version.at || (known.at === version.at && known.server >= server))) return false;
    this.#versions.put(OWN, key, version);
    const own = this.#controlPlane.collection<unknown>(collection);
    if (version.deleted) own.delete(scope, id);
    else own.put(scope, id, JSON.parse(value));
    return true;
  }
}

function keyOf(collection: string, { account, region }: Scope, id: string): string {
  return `${collection} ${account} ${region} ${id}`;
}
