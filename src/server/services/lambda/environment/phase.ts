/** What the phases of an environment share. Made by environment.ts, given to initialise.ts, run-invocation.ts and shut-down.ts. */
import type { FunctionVersion } from '../function.ts';
import type { ProcessExit } from '../sandbox/holder.ts';
import type { Extensions } from './extensions/extensions.ts';
import type { EnvironmentLog } from './output.ts';
import type { PlatformEvent } from './platform-events.ts';
import type { Processes } from './processes.ts';
import type { ExtensionFailure } from './records.ts';
import type { RuntimeApi } from './runtime-api.ts';
import type { Signals } from './signals.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

export interface PhaseParts {
  readonly version: FunctionVersion;
  readonly label: string;
  /** What the function's log has to say of this machine. */
  readonly notice: string | undefined;
  readonly processes: Processes;
  readonly signals: Signals;
  readonly runtimeApi: RuntimeApi;
  readonly extensions: Extensions;
  readonly telemetry: Telemetry;
  readonly log: EnvironmentLog;
  emit(event: PlatformEvent): void;
}

/** An extension's end is a failure of the environment, whatever its exit code. */
export function extensionFailure(extensions: Extensions, exit: ProcessExit): ExtensionFailure {
  return { errorType: extensions.fatal ?? 'Extension.Crash', reason: exit.code === 0 ? 'exit code 0' : endOf(exit) };
}

/** As Go prints a process's end: `exit status 1`, `signal: killed`. */
export function endOf(exit: ProcessExit): string {
  return exit.code === null ? `signal: ${signals[exit.signal ?? 9] ?? exit.signal}` : `exit status ${exit.code}`;
}

const signals: Readonly<Record<number, string>> = {
  4: 'illegal instruction',
  6: 'aborted',
  7: 'bus error',
  8: 'floating point exception',
  9: 'killed',
  11: 'segmentation fault',
  15: 'terminated',
};
