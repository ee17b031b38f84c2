/** What is known of an environment's phases when they are over. Made by initialise.ts and run-invocation.ts, read by the pipeline. */
import type { ProcessExit } from '../sandbox/holder.ts';
import type { Phase } from './platform-events.ts';
import type { RuntimeAnswer } from './runtime-api.ts';

/** An extension ended, or never started. */
export interface ExtensionFailure {
  /** `Extension.Crash`, or what an extension reported before. */
  readonly errorType: string;
  /** `exit code 0`, `exit status 1`, `signal: killed`. */
  readonly reason: string;
}

/** Times are epoch milliseconds, with a fraction. */
export interface InitRecord {
  readonly phase: Phase;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: 'success' | 'error' | 'timeout';
  /** What the runtime posted, when it could. */
  readonly answer: RuntimeAnswer | undefined;
  readonly exit: ProcessExit | undefined;
  readonly extensionFailure?: ExtensionFailure | undefined;
}

export interface InvocationRecord {
  /** The init phase that this invocation waited for: the first one's, or one that ran inside it. */
  readonly init: InitRecord | undefined;
  readonly startedAt: number;
  /** When the runtime had the event. Undefined when its init inside the invocation failed. */
  readonly handedAt: number | undefined;
  readonly answeredAt: number | undefined;
  /** When the runtime asked for the next event; extensions may go on. */
  readonly runtimeReadyAt?: number | undefined;
  /** Were there any extensions? */
  readonly extended?: boolean | undefined;
  readonly endedAt: number;
  /** `ready`: the runtime and all extensions asked for the next one. */
  readonly ended: 'ready' | 'exit' | 'timeout' | 'initFailed';
  readonly answer: RuntimeAnswer | undefined;
  readonly exit: ProcessExit | undefined;
  readonly extensionFailure?: ExtensionFailure | undefined;
  /** Peak bytes since the runtime started. */
  readonly memory: number;
}
