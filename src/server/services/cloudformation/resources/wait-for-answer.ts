/** Waits for messages until there are enough, the time is up, or the work on the stack ends. Called by what listens to `answers`. */
import { ResourceFailure } from '../stack/failure-reason.ts';

export interface Waiting {
  readonly milliseconds: number;
  readonly signal: AbortSignal;
  /** Why, when the time is up. */
  readonly late: () => Error;
}

/** @param start is given what ends the wait; returns what to do at its end. @throws what `late` makes, and when `signal` ends it. */
export function waitForAnswer<Answer>(
  { milliseconds, signal, late }: Waiting,
  start: (resolve: (answer: Answer) => void, reject: (cause: Error) => void) => () => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let stop = (): void => undefined;
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      stop();
    };
    const fail = (cause: Error): void => {
      end();
      reject(cause);
    };
    const cancel = (): void => fail(new ResourceFailure('Resource creation cancelled'));
    // Longer than a timer can take is as good as for ever.
    const timer = setTimeout(() => fail(late()), Math.min(milliseconds, 2 ** 31 - 1)).unref();
    signal.addEventListener('abort', cancel, { once: true });
    let isEarly = true;
    let wasEnded = false;
    const stopListening = start((answer) => {
      wasEnded = true;
      if (!isEarly) end();
      resolve(answer);
    }, fail);
    stop = stopListening;
    isEarly = false;
    if (wasEnded) end();
    else if (signal.aborted) cancel();
  });
}
