/** Waits for what a system does in its own time, such as a trace becoming complete. Who calls it: tests. */
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Tries until `attempt` returns something other than undefined.
 * @param what completes the sentence of the failure: `the trace to have three segments`.
 */
export async function eventually<T>(what: string, attempt: () => Promise<T | undefined>, milliseconds = 20_000): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${milliseconds} ms in vain for ${what}.`);
    await wait(100);
  }
}
