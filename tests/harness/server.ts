/**
 * A real server for a test: the program itself as a child process, on free ports, with a data directory of its own.
 *
 * Who calls it: every test under tests/. RADIOGRAPH_TEST_BUILD=1 runs what the build made (npm test does), else the sources by tsx.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerAddress } from '../../src/cli/environment.ts';
import { addressOf, type ServerHealth } from '../../src/cli/running-server.ts';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface TestServer extends ServerHealth {
  /** What clients need to know of it. */
  readonly address: ServerAddress;
  readonly process: ChildProcess;
  /** Everything that it has printed so far. */
  output(): string;
  /** Asks it to end, as Ctrl-C does, and resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** The words of the command line that run `radiograph`, before its own arguments. */
export function radiographCommand(): [program: string, ...words: string[]] {
  if (process.env['RADIOGRAPH_TEST_BUILD'] === '1') return [process.execPath, join(repository, 'dist/bundle/radiograph.js')];
  return [process.execPath, '--import', import.meta.resolve('tsx'), join(repository, 'src/cli/main.ts')];
}

/** Runtimes and packages are kept between test runs. */
export const cacheDir = process.env['RADIOGRAPH_CACHE_DIR'] ?? join(homedir(), '.cache', 'radiograph');

/** A directory below the system's temporary one; `remove` takes it away. */
export function temporaryDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'radiograph-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Flags that keep a server of a test apart from all others. */
export function isolatedFlags(dataDir: string): string[] {
  const ports = ['--port', '--console-port', '--xray-port', '--otlp-http-port', '--otlp-grpc-port'].flatMap((flag) => [
    flag,
    '0',
  ]);
  return [...ports, '--data-dir', dataDir, '--cache-dir', cacheDir];
}

/**
 * Starts a server and waits until it says that it is ready.
 * @param flags win over the isolating ones. A given `dataDir` outlives the server.
 * @throws with all that the server printed when it ends instead.
 */
export async function startTestServer(options: { flags?: readonly string[]; dataDir?: string } = {}): Promise<TestServer> {
  const temporary = options.dataDir === undefined ? temporaryDirectory() : undefined;
  const dataDir = options.dataDir ?? temporary?.path ?? '';
  const [program, ...words] = radiographCommand();
  const child = spawn(program, [...words, 'start', ...isolatedFlags(dataDir), ...(options.flags ?? [])], {
    cwd: tmpdir(),
    env: withoutOptions(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = once(child, 'exit').then(() => {
    temporary?.remove();
    return child.exitCode;
  });
  const apiUrl = await new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      printed += text;
      const url = /AWS APIs\s+(http:\S+)/.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.on('error', reject);
    void ended.then((code) => reject(new Error(`The server ended with ${code} before it was ready:\n${printed}`)));
  });
  const health = (await (await fetch(`${apiUrl}/_radiograph/health`)).json()) as ServerHealth;
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    ...health,
    address: addressOf(health, health.region),
    process: child,
    output: () => printed,
    stop: () => end('SIGINT'),
    kill: async () => {
      await end('SIGKILL');
    },
  };
}

/** The options of whoever runs the tests are not the test's. */
export function withoutOptions(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('RADIOGRAPH_')));
}
