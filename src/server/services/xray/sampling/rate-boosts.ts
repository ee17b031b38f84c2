/**
 * Adaptive sampling: a rule with a rate boost samples more for a while when its clients report anomalies that were not sampled.
 *
 * Who calls it: `operations/get-sampling-targets.ts`. AWS page: "Adaptive sampling" (xray-adaptive-sampling): a boost lasts at most a
 * minute, and the next one waits for the cooldown. How AWS computes the rate is not documented: here the share of missed anomalies is
 * the share of the way from the rule's rate to its highest one.
 */
import type { SamplingRule } from '../../../../model/sampling-rule.ts';

const LONGEST_MS = 60_000;
/** Clients come back every ten seconds; each report of anomalies renews the boost for two of them. */
const RENEWED_MS = 20_000;

export interface AnomalyCounts {
  readonly total: number;
  readonly anomalies: number;
  readonly sampledAnomalies: number;
}

export interface RateBoost {
  readonly rate: number;
  /** Epoch milliseconds. */
  readonly until: number;
}

interface Triggered extends RateBoost {
  readonly since: number;
}

export class RateBoosts {
  readonly #boosts = new Map<string, Triggered>();

  /** @param now epoch milliseconds. */
  report(rule: SamplingRule, counts: AnomalyCounts, now: number): void {
    const rate = boostedRate(rule, counts);
    if (rate === undefined) return;
    const last = this.#boosts.get(rule.RuleARN);
    const goesOn = last !== undefined && now < last.since + LONGEST_MS;
    const coolsDown = last !== undefined && now < last.since + (rule.SamplingRateBoost?.CooldownWindowMinutes ?? 0) * 60_000;
    if (!goesOn && coolsDown) return;
    const since = goesOn ? last.since : now;
    this.#boosts.set(rule.RuleARN, { rate, since, until: Math.min(now + RENEWED_MS, since + LONGEST_MS) });
  }

  /** The boost of a rule at this moment, never above what the rule now allows. */
  active(rule: SamplingRule, now: number): RateBoost | undefined {
    const boost = this.#boosts.get(rule.RuleARN);
    const most = rule.SamplingRateBoost?.MaxRate ?? 0;
    if (boost === undefined || boost.until <= now || most <= rule.FixedRate) return undefined;
    return { rate: Math.min(boost.rate, most), until: boost.until };
  }
}

/** @returns undefined where there is nothing to raise the rate for. */
function boostedRate(rule: SamplingRule, { total, anomalies, sampledAnomalies }: AnomalyCounts): number | undefined {
  const most = rule.SamplingRateBoost?.MaxRate ?? 0;
  const missed = Math.min(anomalies, total) - sampledAnomalies;
  if (most <= rule.FixedRate || !(missed > 0)) return undefined;
  const rate = rule.FixedRate + (most - rule.FixedRate) * (missed / total);
  return Math.round(rate * 10_000) / 10_000;
}
