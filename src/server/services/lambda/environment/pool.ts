/**
 * All environments of the server: gives each invocation one of its own, the most recently used first, and starts, bounds and ends them.
 * Called by the invocation's acquire step and by execution.ts.
 */
import { totalmem } from 'node:os';
import type { FunctionVersion } from '../function.ts';
import type { ExecutionEnvironment } from './environment.ts';

const idleMs = 5 * 60_000;
const sweepMs = 30_000;

export interface PoolOptions {
  start(version: FunctionVersion): Promise<ExecutionEnvironment>;
  /** After an environment has ended. */
  ended?: ((environment: ExecutionEnvironment) => void) | undefined;
  /** MB that environments may promise to functions together. */
  readonly memoryMb?: number | undefined;
}

/** An environment serves one published state of a function; a change of code or configuration is another one. */
const keyOf = (version: FunctionVersion): string =>
  `${version.functionArn}:${version.version}:${version.codeSha256}:${version.revisionId}`;

export class EnvironmentPool {
  readonly #start: (version: FunctionVersion) => Promise<ExecutionEnvironment>;
  readonly #ended: (environment: ExecutionEnvironment) => void;
  readonly #memoryMb: number;
  readonly #idle = new Map<string, ExecutionEnvironment[]>();
  readonly #all = new Set<ExecutionEnvironment>();
  readonly #retired = new Set<ExecutionEnvironment>();
  readonly #queue: (() => void)[] = [];
  readonly #timer: NodeJS.Timeout;
  #promisedMb = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#start = options.start;
    this.#ended = options.ended ?? (() => undefined);
    this.#memoryMb = options.memoryMb ?? Math.floor((totalmem() / 1024 / 1024) * 0.75);
    this.#timer = setInterval(() => this.#sweep(), sweepMs);
    this.#timer.unref();
  }

  list(): readonly ExecutionEnvironment[] {
    return [...this.#all];
  }

  /** Waits when the machine is full. The caller gives it back with `release`. */
  async acquire(version: FunctionVersion): Promise<ExecutionEnvironment> {
    for (;;) {
      if (this.#closed) throw new Error('The server is stopping.');
      const warm = this.#takeIdle(keyOf(version));
      if (warm !== undefined) return warm;
      if (this.#promisedMb === 0 || this.#promisedMb + version.memorySize <= this.#memoryMb) break;
      const victim = this.#leastRecentlyUsed();
      if (victim !== undefined) await this.#end(victim);
      else await new Promise<void>((resolve) => this.#queue.push(resolve));
    }
    this.#promisedMb += version.memorySize;
    try {
      const environment = await this.#start(version);
      this.#all.add(environment);
      environment.state = 'busy';
      return environment;
    } catch (error) {
      this.#promisedMb -= version.memorySize;
      this.#queue.shift()?.();
      throw error;
    }
  }

  release(environment: ExecutionEnvironment): void {
    if (environment.state === 'closed' || this.#retired.has(environment) || this.#closed || Date.now() > environment.expiresAt) {
      void this.#end(environment);
      return;
    }
    environment.state = 'idle';
    const key = keyOf(environment.version);
    const stack = this.#idle.get(key);
    if (stack === undefined) this.#idle.set(key, [environment]);
    else stack.push(environment);
    this.#queue.shift()?.();
  }

  /** Ends the idle environments of a function now, the busy ones after their invocation. */
  async retire(functionArn: string): Promise<void> {
    const own = [...this.#all].filter((environment) => environment.version.functionArn === functionArn);
    await Promise.all(
      own.map((environment) => {
        if (environment.state === 'busy') this.#retired.add(environment);
        else return this.#end(environment);
        return undefined;
      }),
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await Promise.all([...this.#all].map((environment) => this.#end(environment)));
    for (const wake of this.#queue.splice(0)) wake();
  }

  #takeIdle(key: string): ExecutionEnvironment | undefined {
    const stack = this.#idle.get(key);
    for (;;) {
      const environment = stack?.pop();
      if (environment === undefined) return undefined;
      if (environment.state === 'idle' && Date.now() <= environment.expiresAt) {
        environment.state = 'busy';
        return environment;
      }
      void this.#end(environment);
    }
  }

  #leastRecentlyUsed(): ExecutionEnvironment | undefined {
    let oldest: ExecutionEnvironment | undefined;
    for (const stack of this.#idle.values())
      for (const environment of stack) if (oldest === undefined || environment.lastUsed < oldest.lastUsed) oldest = environment;
    return oldest;
  }

  async #end(environment: ExecutionEnvironment): Promise<void> {
    if (!this.#all.delete(environment)) return;
    this.#retired.delete(environment);
    const key = keyOf(environment.version);
    const rest = (this.#idle.get(key) ?? []).filter((other) => other !== environment);
    if (rest.length === 0) this.#idle.delete(key);
    else this.#idle.set(key, rest);
    await environment.close();
    this.#ended(environment);
    this.#promisedMb -= environment.version.memorySize;
    this.#queue.shift()?.();
  }

  #sweep(): void {
    const limit = Date.now() - idleMs;
    for (const stack of [...this.#idle.values()])
      for (const environment of [...stack]) if (environment.lastUsed < limit) void this.#end(environment);
  }
}
