/**
 * The programs of one environment: its runtime, and its external extensions. Knows which are alive, and tells when one ends.
 * Made by environment.ts; used by its phases.
 */
import { type Holder, type ProcessExit, runtimeProcess } from '../sandbox/holder.ts';
import type { Signals } from './signals.ts';

export interface Program {
  readonly argv: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

export interface Programs {
  readonly runtime: Program;
  /** Files of `/opt/extensions`, by name. */
  readonly extensions: ReadonlyMap<string, Program>;
}

/** What is said of processes that went with their holder. */
export const lost: ProcessExit = { code: null, signal: 9, outOfMemory: false, memory: 0 };

export class Processes {
  readonly #holder: Holder;
  readonly #programs: Programs;
  readonly #signals: Signals;
  readonly #alive = new Set<string>();

  constructor(holder: Holder, programs: Programs, signals: Signals) {
    this.#holder = holder;
    this.#programs = programs;
    this.#signals = signals;
    holder.onExit((name, exit) => this.#ended(name, exit));
    void holder.gone.then(() => {
      for (const name of [...this.#alive]) this.#ended(name, lost);
    });
  }

  get extensionNames(): readonly string[] {
    return [...this.#programs.extensions.keys()];
  }

  get alive(): ReadonlySet<string> {
    return this.#alive;
  }

  get runtimeAlive(): boolean {
    return this.#alive.has(runtimeProcess);
  }

  startRuntime(): void {
    this.#start(runtimeProcess, this.#programs.runtime);
  }

  startExtension(name: string): void {
    const program = this.#programs.extensions.get(name);
    if (program !== undefined) this.#start(name, program);
  }

  terminate(name: string): void {
    if (this.#alive.has(name)) this.#holder.terminate(name);
  }

  end(name: string): void {
    if (this.#alive.has(name)) this.#holder.end(name);
  }

  kill(): void {
    this.#holder.kill();
  }

  /** Peak bytes. */
  measure(): Promise<number> {
    return this.#holder.measure();
  }

  #start(name: string, { argv, variables }: Program): void {
    this.#alive.add(name);
    this.#holder.start(name, argv, variables);
  }

  #ended(name: string, exit: ProcessExit): void {
    if (this.#alive.delete(name)) this.#signals.tell({ type: 'exit', name, exit });
  }
}

/** What was killed for want of memory is the function's failure, whichever process it hit. */
export function isRuntimeEnd(name: string, exit: ProcessExit): boolean {
  return name === runtimeProcess || exit.outOfMemory;
}
