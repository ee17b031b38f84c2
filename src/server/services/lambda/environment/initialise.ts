/**
 * The init phase (lambda/latest/dg/lambda-runtime-environment.html): external extensions are started and register, then the runtime
 * loads the function, and all of them ask for their first event. Called by environment.ts, before the first invocation or inside one.
 */
import { now } from './clock.ts';
import { extensionFailure, type PhaseParts } from './phase.ts';
import { extensionInit, initReport, initRuntimeDone, initStart, type Phase } from './platform-events.ts';
import { isRuntimeEnd } from './processes.ts';
import type { InitRecord } from './records.ts';
import type { RuntimeAnswer } from './runtime-api.ts';
import { shutDown } from './shut-down.ts';

/** @param deadline epoch milliseconds. A failed init leaves no process behind. */
export async function initialise(parts: PhaseParts, phase: Phase, deadline: number): Promise<InitRecord> {
  const { extensions, telemetry, log, emit } = parts;
  // The runtime ended between two invocations, and its extensions are there still.
  if (parts.processes.alive.size > 0) await shutDown(parts, 'failure');
  const startedAt = now();
  parts.signals.clear();
  parts.runtimeApi.reset();
  extensions.reset();
  emit(initStart(parts.version, parts.label, phase));
  if (phase === 'init' && parts.notice !== undefined) log.platform(`RADIOGRAPH ${parts.notice}\n`);
  const outcome = await start(parts, deadline);
  const init: InitRecord = { answer: undefined, exit: undefined, ...outcome, phase, startedAt, endedAt: now() };
  await log.drained();
  const errorType = init.status === 'error' ? errorTypeOf(init) : undefined;
  if (outcome.runtimeStarted) emit(initRuntimeDone(phase, init.status, errorType));
  for (const extension of extensions.list()) emit(extensionInit(extension));
  emit(initReport(phase, init.endedAt - startedAt, init.status, errorType));
  if (init.status === 'success') {
    telemetry.closeSubscriptions();
    return init;
  }
  const exit = await shutDown(parts, init.status === 'timeout' ? 'timeout' : 'failure');
  await log.drained();
  return { ...init, exit: init.exit ?? exit };
}

const errorTypeOf = ({ extensionFailure, answer }: InitRecord): string =>
  extensionFailure?.errorType ?? answer?.errorType ?? 'Runtime.ExitError';

type Outcome = Pick<InitRecord, 'status'> &
  Partial<Pick<InitRecord, 'answer' | 'exit' | 'extensionFailure'>> & { runtimeStarted: boolean };

async function start(parts: PhaseParts, deadline: number): Promise<Outcome> {
  const { processes, signals, extensions } = parts;
  for (const name of processes.extensionNames) {
    if (extensions.launch(name)) processes.startExtension(name);
    else
      return {
        status: 'error',
        runtimeStarted: false,
        extensionFailure: { errorType: 'Extension.LaunchError', reason: 'ErrTooManyExtensions' },
      };
  }
  let runtimeStarted = false;
  let runtimeReady = false;
  let answer: RuntimeAnswer | undefined;
  for (;;) {
    if (!runtimeStarted && extensions.registered) {
      runtimeStarted = true;
      processes.startRuntime();
    }
    if (runtimeReady && extensions.ready) return { status: 'success', runtimeStarted };
    const signal = await signals.next(deadline);
    switch (signal.type) {
      case 'ready':
        runtimeReady = true;
        extensions.closeRegistration();
        break;
      case 'initFailed':
        answer = signal.answer;
        break;
      case 'timeout':
        return { status: 'timeout', runtimeStarted, answer };
      case 'exit': {
        const { name, exit } = signal;
        if (isRuntimeEnd(name, exit)) return { status: 'error', runtimeStarted, answer, exit };
        if (exit.unstarted) extensions.launchFailed(name, exit.unstarted);
        return { status: 'error', runtimeStarted, answer, extensionFailure: extensionFailure(extensions, exit) };
      }
      default:
        break;
    }
  }
}
