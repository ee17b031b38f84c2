/**
 * What a runtime is here: which program to start, what it needs to see, which variables Lambda gives it. Called by
 * environment/start.ts.
 */
import type { FunctionVersion } from '../function.ts';
import { InvalidRuntime } from './invalid-runtime.ts';
import { nodejsRuntime } from './nodejs.ts';
import { providedRuntime } from './provided.ts';
import { pythonRuntime } from './python.ts';

/** Where things lie for the function: Lambda's own paths when isolated, the host's when not. */
export interface Places {
  readonly task: string;
  readonly opt: string;
  readonly runtime: string;
  readonly lang: string;
  readonly programs: string;
  readonly isolated: boolean;
}

export interface RuntimePlan {
  /** Host directories to bind at `/var/runtime` and `/var/lang`. */
  readonly runtimeDirectory: string | undefined;
  readonly langDirectory: string | undefined;
  /** Without a directory of its own: names in `/var/lang/bin` for programs of the system. */
  readonly langLinks?: Readonly<Record<string, string>> | undefined;
  /** The command line, and the variables of this runtime alone. */
  command(places: Places): { readonly argv: readonly string[]; readonly variables: Readonly<Record<string, string>> };
  /** `python:3.11.v7`, as INIT_START prints it. */
  readonly label: string;
  /** That another interpreter than the one asked for runs it. */
  readonly notice: string | undefined;
  /** May `AWS_LAMBDA_EXEC_WRAPPER` stand in front? */
  readonly wrapper: boolean;
}

/**
 * @param task directory of the function's code.
 * @throws InvalidRuntime when this machine has nothing that could run it.
 */
export async function planRuntime(version: FunctionVersion, cacheDir: string, task: Promise<string>): Promise<RuntimePlan> {
  if (version.runtime.startsWith('python')) return pythonRuntime(version.runtime.slice('python'.length), cacheDir);
  if (version.runtime.startsWith('nodejs')) return nodejsRuntime(version.runtime.slice('nodejs'.length), cacheDir, task);
  if (version.runtime.startsWith('provided')) return providedRuntime(version.runtime);
  throw new InvalidRuntime(`Radiograph does not run ${version.runtime}: it runs python3.x, nodejs and provided runtimes.`);
}
