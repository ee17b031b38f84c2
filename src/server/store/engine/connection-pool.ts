/**
 * The engine's connections: one that only writes, several that only read, at most one statement in flight on each.
 *
 * Who calls it: http-protocol.ts of this folder. Why lanes: an embedded connection runs one statement at a time and each waiting
 * one holds a thread, so waiting is done here, in a queue with a deadline, where a `select 1` cannot be stuck behind threads.
 */
import type { Session } from 'chdb';

/** A statement with what belongs to it alone: query parameters (`param_…` of the HTTP interface) and settings. */
export interface Statement {
  readonly sql: string;
  readonly format: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
  /** Milliseconds that it may wait for a connection. */
  readonly queueTimeoutMs: number;
  /** Aborted when nobody waits for the answer any more: a statement that has not started is then left out. */
  readonly signal: AbortSignal;
}

/** An answer that is not the engine's own, in ClickHouse's form. */
export class EngineRefusal extends Error {
  constructor(code: number, name: string, text: string) {
    super(`Code: ${code}. DB::Exception: ${text} (${name})`);
  }
}

interface Waiting {
  readonly statement: Statement;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  timer: NodeJS.Timeout | undefined;
}

interface Connection {
  readonly session: Session;
  /** Settings that differ from the engine's own; undefined when a failed statement left it unknown. A SET costs 0.2 ms. */
  readonly settings: Map<string, string | undefined>;
  /** Query parameters stay set on a connection; a statement that forgets one must fail, not read an older value. */
  readonly parameters: Set<string>;
}

/** Connections of one kind and the statements that wait for them, first come, first served. */
export class ConnectionPool {
  readonly #idle: Connection[];
  readonly #queue: Waiting[] = [];
  #running = 0;

  constructor(sessions: readonly Session[]) {
    this.#idle = sessions.map((session) => ({ session, settings: new Map(), parameters: new Set() }));
  }

  get running(): number {
    return this.#running;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** @throws the engine's error, or EngineRefusal when no connection became free in time. */
  run(statement: Statement): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { statement, resolve, reject, timer: undefined };
      this.#queue.push(waiting);
      if (this.#idle.length === 0) {
        waiting.timer = setTimeout(() => this.#leave(waiting, busy(statement)), statement.queueTimeoutMs);
        statement.signal.addEventListener('abort', () => this.#leave(waiting, new Error('The caller went away.')));
      }
      this.#next();
    });
  }

  #leave(waiting: Waiting, why: Error): void {
    const place = this.#queue.indexOf(waiting);
    if (place < 0) return;
    this.#queue.splice(place, 1);
    clearTimeout(waiting.timer);
    waiting.reject(why);
  }

  #next(): void {
    if (this.#queue.length === 0) return;
    const connection = this.#idle.pop();
    if (connection === undefined) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) {
      this.#idle.push(connection);
      return;
    }
    clearTimeout(waiting.timer);
    this.#running++;
    execute(connection, waiting.statement)
      .then(waiting.resolve, waiting.reject)
      .finally(() => {
        this.#running--;
        this.#idle.push(connection);
        this.#next();
      });
  }
}

async function execute(connection: Connection, statement: Statement): Promise<Uint8Array> {
  const forgotten = [...connection.parameters].find(
    (name) => !statement.parameters.has(name) && new RegExp(`\\{\\s*${name}\\s*:`).test(statement.sql),
  );
  if (forgotten !== undefined)
    throw new EngineRefusal(456, 'UNKNOWN_QUERY_PARAMETER', `Substitution \`${forgotten}\` is not set.`);

  const before: string[] = [];
  for (const name of connection.settings.keys()) if (!statement.settings.has(name)) before.push(`SET ${name} = DEFAULT;`);
  for (const [name, value] of statement.settings) {
    if (connection.settings.get(name) !== value) before.push(`SET ${name} = ${literal(value)};`);
    connection.settings.set(name, undefined);
  }
  for (const [name, value] of statement.parameters) {
    before.push(`SET param_${name} = ${literal(value)};`);
    connection.parameters.add(name);
  }
  const result = await connection.session.queryAsync(`${before.join('')}${statement.sql}`, { format: statement.format });
  connection.settings.clear();
  for (const [name, value] of statement.settings) connection.settings.set(name, value);
  return result.bytes();
}

function literal(value: string): string {
  return `'${value.replace(/[\\']/g, (character) => `\\${character}`)}'`;
}

function busy(statement: Statement): EngineRefusal {
  const seconds = statement.queueTimeoutMs / 1000;
  return new EngineRefusal(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', `No connection became free within ${seconds} s.`);
}
