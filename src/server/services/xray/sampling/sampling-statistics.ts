/**
 * What clients reported of each rule, by windows of ten seconds.
 *
 * Who calls it: GetSamplingTargets and the sampler of stages put reports in, GetSamplingStatisticSummaries reads the last window that
 * has closed. In memory only: AWS's summaries, too, are of the last seconds and no ledger. AWS page: GetSamplingStatisticSummaries.
 */
export interface Counts {
  readonly requests: number;
  readonly sampled: number;
  readonly borrowed: number;
}

const WINDOW_MS = 10_000;
/** Reports that are older, or from the future, are of no window that anybody will ask for. */
const KEPT_MS = 300_000;

const NOTHING: Counts = { requests: 0, sampled: 0, borrowed: 0 };

export class SamplingStatistics {
  /** By rule's ARN: counts by the start of their window. */
  readonly #rules = new Map<string, Map<number, Counts>>();

  /** @param at when they were counted, epoch milliseconds. */
  add(ruleArn: string, at: number, counts: Counts, now: number): void {
    if (!(at > now - KEPT_MS && at < now + WINDOW_MS)) return;
    const windows = this.#rules.get(ruleArn) ?? new Map<number, Counts>();
    this.#rules.set(ruleArn, windows);
    for (const start of windows.keys()) if (start < now - KEPT_MS) windows.delete(start);
    const start = startOf(at);
    const { requests, sampled, borrowed } = windows.get(start) ?? NOTHING;
    windows.set(start, {
      requests: requests + counts.requests,
      sampled: sampled + counts.sampled,
      borrowed: borrowed + counts.borrowed,
    });
  }

  /** Has the rule been used since the server was started? */
  has(ruleArn: string): boolean {
    return this.#rules.has(ruleArn);
  }

  /** @returns the counts of the last closed window, and its start in epoch milliseconds. */
  lastClosed(ruleArn: string, now: number): { readonly start: number; readonly counts: Counts } {
    const start = startOf(now) - WINDOW_MS;
    return { start, counts: this.#rules.get(ruleArn)?.get(start) ?? NOTHING };
  }
}

function startOf(at: number): number {
  return Math.floor(at / WINDOW_MS) * WINDOW_MS;
}
