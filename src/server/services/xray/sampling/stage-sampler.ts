/**
 * Decides by the account's sampling rules which requests API Gateway's stages record: the rule that matches first lets its reservoir
 * decide, then its rate.
 *
 * Who calls it: `execute-api`, through the port `RequestSampler`, for requests whose caller has not decided. A stage is a client of
 * the reservoirs like any SDK, and its counts are in the statistics; being in this process, it need not wait ten seconds for its
 * first quota. When others hold all of a reservoir, it borrows one request a second, so that the first one always has a trace. AWS page: "Configure X-Ray sampling rules for API Gateway APIs" (apigateway-configuring-xray-sampling-rules).
 */
import { ruleMatches, type SamplingRule } from '../../../../model/sampling-rule.ts';
import type { RequestSampler } from '../../ports.ts';
import type { CentralSampling } from './central-sampling.ts';

/** All stages together are one client. */
const STAGES = 'api-gateway-stages';
/** So often do clients of AWS ask for a new quota. */
const LEASE_MS = 10_000;

interface RuleUse {
  readonly reservoirSize: number;
  /** Epoch milliseconds. */
  readonly leasedAt: number;
  /** Requests a second. */
  readonly quota: number;
  /** Since the lease. */
  requests: number;
  second: number;
  taken: number;
}

/** @param random 0 to 1, excluding 1. */
export function stageSampler({ rules, clients, statistics, now }: CentralSampling, random: () => number): RequestSampler {
  const uses = new Map<string, RuleUse>();

  const usageOf = ({ RuleARN, ReservoirSize }: SamplingRule, at: number): RuleUse => {
    const last = uses.get(RuleARN);
    if (last?.reservoirSize === ReservoirSize && at - last.leasedAt < LEASE_MS) return last;
    const demand = last === undefined ? 0 : last.requests / Math.max(1, (at - last.leasedAt) / 1000);
    const quota = clients.lease(RuleARN, STAGES, ReservoirSize, demand, at);
    const { second, taken } = last ?? { second: 0, taken: 0 };
    const use = { reservoirSize: ReservoirSize, leasedAt: at, quota, requests: 0, second, taken };
    uses.set(RuleARN, use);
    return use;
  };

  return {
    sample(tenant, request) {
      const at = now();
      // The last one, Default, matches everything.
      const rule = rules.inOrder(tenant).find((candidate) => ruleMatches(candidate, request));
      if (rule === undefined) return false;
      const use = usageOf(rule, at);
      const fromReservoir = take(use, Math.floor(at / 1000));
      const sampled = fromReservoir || random() < rule.FixedRate;
      const borrowed = fromReservoir && use.taken > use.quota;
      statistics.add(rule.RuleARN, at, { requests: 1, sampled: Number(sampled), borrowed: Number(borrowed) }, at);
      return sampled;
    },
  };
}

function take(use: RuleUse, second: number): boolean {
  use.requests++;
  if (use.second !== second) {
    use.second = second;
    use.taken = 0;
  }
  if (use.taken >= Math.max(use.quota, Math.min(use.reservoirSize, 1))) return false;
  use.taken++;
  return true;
}
