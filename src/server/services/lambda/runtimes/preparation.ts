/**
 * Installs the runtime of a function when it is written, not when it is first called: that call would wait for pip or npm, longer than
 * API Gateway does. Until then the function is `Pending`, or its update `InProgress`.
 *
 * Who calls it: execution.ts begins, lifecycle.ts asks.
 */
import type { FunctionVersion } from '../function.ts';
import { planRuntime } from './runtime.ts';

const preparing = new Set<string>();

/** Node's depends on what the code asks for. */
function keyOf({ runtime, codeSha256 }: Pick<FunctionVersion, 'runtime' | 'codeSha256'>): string {
  return `${runtime} ${codeSha256}`;
}

/** What goes wrong is told to those who invoke, who try again. @param code directory of the function's code. */
export function prepareRuntime(version: FunctionVersion, cacheDir: string, code: Promise<string>): void {
  const key = keyOf(version);
  if (preparing.has(key)) return;
  preparing.add(key);
  // Python's does not wait for the code.
  code.catch(() => undefined);
  planRuntime(version, cacheDir, code)
    .catch(() => undefined)
    .finally(() => preparing.delete(key));
}

export function isBeingPrepared(version: Pick<FunctionVersion, 'runtime' | 'codeSha256'>): boolean {
  return preparing.has(keyOf(version));
}
