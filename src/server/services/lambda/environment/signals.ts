/**
 * What happens in an environment, in order, for the one phase that waits for it: init, an invocation, or a shutdown.
 * Told by the Runtime API, the Extensions API and the holder; asked by initialise.ts, run-invocation.ts and shut-down.ts.
 */
import type { ProcessExit } from '../sandbox/holder.ts';
import { now } from './clock.ts';
import type { RuntimeAnswer } from './runtime-api.ts';

export type Signal =
  /** The runtime asks for its next invocation. */
  | { readonly type: 'ready' }
  | { readonly type: 'answered' | 'initFailed'; readonly answer: RuntimeAnswer }
  /** An extension registered, asked for its next event, or reported an error. */
  | { readonly type: 'extension' }
  | { readonly type: 'exit'; readonly name: string; readonly exit: ProcessExit }
  | { readonly type: 'timeout' };

export class Signals {
  #waiting: ((signal: Signal) => void) | undefined;
  #pending: Signal[] = [];

  tell(signal: Signal): void {
    const waiting = this.#waiting;
    if (waiting === undefined) this.#pending.push(signal);
    else waiting(signal);
  }

  /** @param deadline epoch milliseconds; then the signal is `timeout`. One caller at a time. */
  next(deadline: number): Promise<Signal> {
    const signal = this.#pending.shift();
    if (signal !== undefined) return Promise.resolve(signal);
    return new Promise((resolve) => {
      const settle = (next: Signal): void => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(next);
      };
      const timer = setTimeout(() => settle({ type: 'timeout' }), Math.max(0, deadline - now()));
      this.#waiting = settle;
    });
  }

  /** Forgets what nobody waited for, but for processes that ended: between two invocations that is news. */
  keepExits(): void {
    this.#pending = this.#pending.filter((signal) => signal.type === 'exit');
  }

  clear(): void {
    this.#pending = [];
  }
}
