/**
 * GetSamplingStatisticSummaries: how each rule was used in the last ten seconds that are over.
 *
 * AWS lists every rule of one's own, and Default once it was used. AWS page: API_GetSamplingStatisticSummaries.
 */
import { DEFAULT_RULE } from '../../../../model/sampling-rule.ts';
import type { Tenant } from '../../ports.ts';
import type { CentralSampling } from '../sampling/central-sampling.ts';

export interface SamplingStatisticSummariesOutput {
  readonly SamplingStatisticSummaries: readonly {
    readonly RuleName: string;
    readonly Timestamp: Date;
    readonly RequestCount: number;
    readonly BorrowCount: number;
    readonly SampledCount: number;
  }[];
  readonly NextToken: null;
}

export function getSamplingStatisticSummaries({ rules, statistics, now }: CentralSampling) {
  return (_input: unknown, tenant: Tenant): SamplingStatisticSummariesOutput => {
    const listed = rules.list(tenant).filter(({ rule }) => rule.RuleName !== DEFAULT_RULE || statistics.has(rule.RuleARN));
    const summaries = listed.map(({ rule }) => {
      const { start, counts } = statistics.lastClosed(rule.RuleARN, now());
      return {
        RuleName: rule.RuleName,
        Timestamp: new Date(start),
        RequestCount: counts.requests,
        BorrowCount: counts.borrowed,
        SampledCount: counts.sampled,
      };
    });
    return { SamplingStatisticSummaries: summaries, NextToken: null };
  };
}
