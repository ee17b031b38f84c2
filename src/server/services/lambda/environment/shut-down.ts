/**
 * The shutdown phase, of an environment that ends or that is reset after a failure
 * (lambda/latest/dg/runtimes-extensions-api.html#runtimes-lifecycle-shutdown): the runtime gets SIGTERM, then external extensions get
 * their SHUTDOWN event, and what is left after its time is killed. Without extensions everything is killed at once.
 * Called by initialise.ts, run-invocation.ts and environment.ts.
 */
import { type ProcessExit, runtimeProcess } from '../sandbox/holder.ts';
import { now } from './clock.ts';
import type { PhaseParts } from './phase.ts';

/** Milliseconds. The whole phase; and of it, the runtime's part. */
const limits = {
  external: { whole: 2_000, runtime: 300 },
  internal: { whole: 500, runtime: 500 },
} as const;
/** For the kernel to end what was killed. */
const killPatienceMs = 5_000;

/** @returns the runtime's end, when it ended here. Afterwards no process of the environment is left, nor anything registered. */
export async function shutDown(
  parts: PhaseParts,
  shutdownReason: 'spindown' | 'timeout' | 'failure',
): Promise<ProcessExit | undefined> {
  const { processes, extensions, signals, telemetry } = parts;
  let runtimeExit: ProcessExit | undefined;
  const wait = async (until: () => boolean, deadline: number): Promise<void> => {
    while (!until()) {
      const signal = await signals.next(deadline);
      if (signal.type === 'timeout') return;
      if (signal.type === 'exit' && signal.name === runtimeProcess) runtimeExit = signal.exit;
    }
  };
  const known = extensions.list();
  if (known.length > 0) {
    const external = known.filter(({ name }) => processes.alive.has(name));
    const limit = external.length > 0 ? limits.external : limits.internal;
    const startedAt = now();
    processes.terminate(runtimeProcess);
    await wait(() => !processes.runtimeAlive, startedAt + limit.runtime);
    processes.end(runtimeProcess);
    if (processes.alive.size > 0) await telemetry.flush();
    const deadline = startedAt + limit.whole;
    extensions.deliver({ eventType: 'SHUTDOWN', shutdownReason, deadlineMs: Math.round(deadline) });
    for (const { name, events } of external) if (!events.includes('SHUTDOWN')) processes.end(name);
    await wait(() => !external.some(({ name }) => processes.alive.has(name)), deadline);
  }
  processes.kill();
  await wait(() => processes.alive.size === 0, now() + killPatienceMs);
  extensions.reset();
  telemetry.reset();
  return runtimeExit;
}
