/**
 * The invoke phase (lambda/latest/dg/lambda-runtime-environment.html): the runtime and the extensions get the event; the phase is over
 * when all of them ask for the next one. After a failure the environment is reset. Called by environment.ts.
 */
import { now } from './clock.ts';
import { extensionFailure, type PhaseParts } from './phase.ts';
import { isRuntimeEnd } from './processes.ts';
import type { ExtensionFailure, InvocationRecord } from './records.ts';
import type { Invocation, RuntimeAnswer } from './runtime-api.ts';
import { shutDown } from './shut-down.ts';

/** Told while an invocation runs. */
export interface InvocationListener {
  /** The runtime has answered, and extensions go on: the caller need not wait for them. */
  answered(record: InvocationRecord): void;
  /** The runtime's part is over, for better or worse. */
  runtimeDone(record: InvocationRecord): void;
}

type Begun = Pick<InvocationRecord, 'init' | 'startedAt'>;

/** @param deadline epoch milliseconds. */
export async function runInvocation(
  parts: PhaseParts,
  invocation: Invocation,
  begun: Begun,
  deadline: number,
  listener: InvocationListener,
): Promise<InvocationRecord> {
  const { processes, signals, extensions } = parts;
  const handedAt = now();
  const extended = extensions.list().length > 0;
  let answer: RuntimeAnswer | undefined;
  let answeredAt: number | undefined;
  let runtimeReadyAt: number | undefined;
  let memory: Promise<number> | undefined;
  const record = (changes: Partial<InvocationRecord>): InvocationRecord => ({
    ...begun,
    handedAt,
    answer,
    answeredAt,
    runtimeReadyAt,
    extended,
    endedAt: now(),
    ended: 'ready',
    exit: undefined,
    memory: 0,
    ...changes,
  });
  const fail = async (changes: Partial<InvocationRecord> & { readonly ended: 'exit' | 'timeout' }): Promise<InvocationRecord> => {
    const failed = record(changes);
    if (runtimeReadyAt === undefined) listener.runtimeDone(failed);
    const ended = await shutDown(parts, failed.ended === 'timeout' ? 'timeout' : 'failure');
    const exit = failed.exit ?? ended;
    return { ...failed, exit, memory: exit?.memory ?? 0 };
  };
  hand(parts, invocation);
  for (;;) {
    if (runtimeReadyAt !== undefined && extensions.ready) return record({ memory: (await memory) ?? 0 });
    const signal = await signals.next(deadline);
    switch (signal.type) {
      case 'answered':
        answeredAt = now();
        answer = signal.answer;
        memory = processes.measure();
        if (extensions.invoked) listener.answered(record({}));
        break;
      case 'ready':
        runtimeReadyAt = now();
        listener.runtimeDone(record({}));
        break;
      case 'exit': {
        const { name, exit } = signal;
        if (isRuntimeEnd(name, exit)) return fail({ ended: 'exit', exit });
        const failure: ExtensionFailure = extensionFailure(extensions, exit);
        return fail({ ended: 'exit', extensionFailure: failure });
      }
      case 'timeout':
        return fail({ ended: 'timeout' });
      default:
        break;
    }
  }
}

function hand({ extensions, runtimeApi }: PhaseParts, invocation: Invocation): void {
  const { requestId, deadline, functionArn, traceHeader } = invocation;
  extensions.deliver({
    eventType: 'INVOKE',
    deadlineMs: Math.round(deadline),
    requestId,
    invokedFunctionArn: functionArn,
    ...(traceHeader === undefined ? {} : { tracing: { type: 'X-Amzn-Trace-Id', value: traceHeader } }),
  });
  try {
    runtimeApi.dispatch(invocation);
  } catch {
    // The runtime ended between its last answer and now: its exit is on the way.
  }
}
