/**
 * Starts the engine process, starts it again when it dies, and knows where it listens.
 *
 * Who calls it: store.ts. What was being inserted when it died is inserted again by the write-ahead log; queries wait in
 * clickhouse.ts until it is back.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { defaultDatabase, type EngineMessage, type EngineStart, rowsDirectoryOf } from './messages.ts';
import { threadPoolSize } from './settings.ts';

/** Where a ClickHouse answers. */
export interface Endpoint {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly database: string;
  /** Where rows may be left for it in files; undefined when it shares no disk with this process. */
  readonly rowsDirectory?: string | undefined;
}

/** Starts in a row that may fail before the engine is given up. */
const failuresAllowed = 5;

export class EngineProcess {
  readonly #dataDir: string;
  readonly #password = randomBytes(24).toString('base64url');
  readonly #log: (line: string) => void;
  #child: ChildProcess | undefined;
  #endpoint: Promise<Endpoint>;
  #failures = 0;
  #restarts = 0;
  #closing = false;

  /** @param dataDir absolute directory, made when missing. */
  constructor(dataDir: string, log: (line: string) => void) {
    this.#dataDir = dataDir;
    this.#log = log;
    this.#endpoint = this.#start();
    // Whoever asks for the endpoint gets the error; nobody may have asked yet.
    this.#endpoint.catch(() => {});
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Resident memory in bytes; 0 when it is not running or the system does not tell. */
  get residentBytes(): number {
    try {
      const pages = readFileSync(`/proc/${this.pid}/statm`, 'utf8').split(' ')[1];
      return Number(pages) * 4096;
    } catch {
      return 0;
    }
  }

  /** Where it listens; waits while it starts. @throws when it cannot be started. */
  endpoint(): Promise<Endpoint> {
    return this.#endpoint;
  }

  async close(): Promise<void> {
    this.#closing = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  async #start(): Promise<Endpoint> {
    for (;;) {
      try {
        const endpoint = await this.#launch();
        this.#failures = 0;
        return endpoint;
      } catch (error) {
        this.#failures++;
        if (this.#closing || this.#failures >= failuresAllowed) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** this.#failures));
      }
    }
  }

  #launch(): Promise<Endpoint> {
    const child = spawn(process.execPath, [...loader(), entry()], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, UV_THREADPOOL_SIZE: String(threadPoolSize), NODE_OPTIONS: '' },
      serialization: 'json',
    });
    this.#child = child;
    return new Promise((resolve, reject) => {
      let ready = false;
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        if (!ready) reject(new Error(`The ClickHouse engine ended while it started (${signal ?? `exit code ${code}`}).`));
        else if (!this.#closing) this.#restart(signal ?? `exit code ${code}`);
      });
      child.once('message', (message: EngineMessage) => {
        if (message.kind === 'failed') {
          reject(new Error(`The ClickHouse engine did not start: ${message.message}`));
          child.kill('SIGKILL');
          return;
        }
        ready = true;
        const url = `http://127.0.0.1:${message.port}`;
        const rowsDirectory = rowsDirectoryOf(this.#dataDir);
        resolve({ url, username: 'default', password: this.#password, database: defaultDatabase, rowsDirectory });
      });
      const start: EngineStart = { kind: 'start', dataDir: this.#dataDir, password: this.#password, database: defaultDatabase };
      child.send(start, (error) => error && reject(error));
    });
  }

  #restart(why: string): void {
    this.#log(`The ClickHouse engine ended (${why}); it is started again.`);
    this.#restarts++;
    this.#startAgain();
  }

  /** Without an end: the log keeps what is acknowledged until there is an engine again. */
  #startAgain(): void {
    this.#failures = 0;
    this.#endpoint = this.#start();
    this.#endpoint.catch((error: unknown) => {
      if (this.#closing) return;
      this.#log(error instanceof Error ? error.message : String(error));
      setTimeout(() => this.#closing || this.#startAgain(), 10_000).unref();
    });
  }
}

function entry(): string {
  return fileURLToPath(new URL(`./main${extname(new URL(import.meta.url).pathname)}`, import.meta.url));
}

/** From sources (tests, `node --import tsx`) the child needs the same loader. */
function loader(): string[] {
  if (extname(new URL(import.meta.url).pathname) !== '.ts') return [];
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}
