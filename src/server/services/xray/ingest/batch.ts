/**
 * JOURNEY 1, step 1: a batch. One PutTraceSegments call is one batch, and one revision of every trace that it changes.
 *
 * Who calls it: `pipeline.ts`. AWS: TraceSummary's Revision.
 */
import type { Tenant } from '../../ports.ts';

export interface Batch {
  readonly tenant: Tenant;
  /** Epoch milliseconds at which the call came in. */
  readonly received: number;
  /** Rises with every batch of a collector, over restarts too; below 2^53. */
  readonly number: number;
}

/** @param now epoch milliseconds. Returns what opens the next batch. */
export function batchClock(now: () => number): (tenant: Tenant) => Batch {
  let last = 0;
  return (tenant) => {
    const received = now();
    // A millisecond has room for 1024 batches; a faster collector borrows from the next one, and a clock set back stands still.
    last = Math.max(last + 1, received * 1024);
    return { tenant, received, number: last };
  };
}
