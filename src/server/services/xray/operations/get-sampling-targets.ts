/**
 * GetSamplingTargets: an SDK reports what it sampled, and learns its part of each rule's reservoir for the next seconds.
 *
 * Who calls it: the front door, and SDKs unsigned through port 2000, every ten seconds. AWS page: API_GetSamplingTargets.
 */
import { defaultSamplingRule, type SamplingRule } from '../../../../model/sampling-rule.ts';
import type { Tenant } from '../../ports.ts';
import { invalidRequest } from '../errors.ts';
import type { ReservoirClients } from '../sampling/reservoir-clients.ts';

const MOST_DOCUMENTS = 25;
const INTERVAL_SECONDS = 10;
const QUOTA_SECONDS = 300;

export interface SamplingTargetsInput {
  readonly SamplingStatisticsDocuments?: readonly { readonly RuleName?: string; readonly ClientID?: string }[] | undefined;
  readonly SamplingBoostStatisticsDocuments?: readonly { readonly RuleName?: string }[] | undefined;
}

export interface SamplingTargetsOutput {
  readonly SamplingTargetDocuments: readonly object[];
  readonly LastRuleModification: Date;
  readonly UnprocessedStatistics: readonly UnprocessedStatistics[];
  readonly UnprocessedBoostStatistics: readonly UnprocessedStatistics[];
}

interface UnprocessedStatistics {
  readonly RuleName: string | null;
  readonly ErrorCode: string;
  readonly Message: string;
}

/** @param now epoch milliseconds. */
export function getSamplingTargetsOperation(clients: ReservoirClients, now: () => number) {
  return (input: SamplingTargetsInput, tenant: Tenant): SamplingTargetsOutput => {
    const documents = input.SamplingStatisticsDocuments ?? [];
    if (documents.length > MOST_DOCUMENTS) throw invalidRequest(`Exceeding maximum statistics document count: ${MOST_DOCUMENTS}`);
    const rule = defaultSamplingRule(tenant.account, tenant.region);
    const known = documents.filter(({ RuleName }) => RuleName === rule.RuleName);
    const boosts = input.SamplingBoostStatisticsDocuments ?? [];
    return {
      SamplingTargetDocuments: known.map(({ ClientID }) => target(clients, rule, ClientID ?? '', now())),
      // Nothing has changed since the epoch: a later date would make every SDK fetch the rules again at once.
      LastRuleModification: new Date(0),
      UnprocessedStatistics: documents.filter(({ RuleName }) => RuleName !== rule.RuleName).map(unknownRule),
      UnprocessedBoostStatistics: boosts.filter(({ RuleName }) => RuleName !== rule.RuleName).map(unknownRule),
    };
  };
}

/** Quota, its end and the interval are null on a client's first report. */
function target(clients: ReservoirClients, rule: SamplingRule, clientId: string, now: number): object {
  const quota = clients.report(rule.RuleARN, clientId, rule.ReservoirSize, now);
  const given = quota !== undefined;
  return {
    RuleName: rule.RuleName,
    FixedRate: rule.FixedRate,
    ReservoirQuota: given ? quota : null,
    ReservoirQuotaTTL: given ? new Date((Math.floor(now / 1000) + QUOTA_SECONDS) * 1000) : null,
    Interval: given ? INTERVAL_SECONDS : null,
  };
}

function unknownRule({ RuleName }: { readonly RuleName?: string }): UnprocessedStatistics {
  return { RuleName: RuleName ?? null, ErrorCode: '400', Message: 'Unknown rule' };
}
