/**
 * GetSamplingTargets: an SDK reports what it sampled, and learns its part of each rule's reservoir for the next seconds.
 *
 * Who calls it: the front door, and SDKs unsigned through port 2000, every ten seconds. AWS page: API_GetSamplingTargets.
 */
import type { SamplingRule } from '../../../../model/sampling-rule.ts';
import type { Tenant } from '../../ports.ts';
import type { CentralSampling } from '../sampling/central-sampling.ts';
import { checkBoostDocuments, checkStatisticsDocuments } from '../sampling/check-statistics.ts';

const INTERVAL_SECONDS = 10;
const QUOTA_SECONDS = 300;

/** From the front door times are dates, from port 2000 epoch seconds. Counts that are left out are 0. */
export interface StatisticsDocument {
  readonly RuleName?: string | undefined;
  readonly ClientID?: string | undefined;
  readonly Timestamp?: Date | number | undefined;
  readonly RequestCount?: number | undefined;
  readonly SampledCount?: number | undefined;
  readonly BorrowCount?: number | undefined;
}

export interface BoostStatisticsDocument {
  readonly RuleName?: string | undefined;
  readonly ServiceName?: string | undefined;
  readonly Timestamp?: Date | number | undefined;
  readonly AnomalyCount?: number | undefined;
  readonly TotalCount?: number | undefined;
  readonly SampledAnomalyCount?: number | undefined;
}

export interface SamplingTargetsInput {
  readonly SamplingStatisticsDocuments?: readonly StatisticsDocument[] | undefined;
  readonly SamplingBoostStatisticsDocuments?: readonly BoostStatisticsDocument[] | undefined;
}

export interface SamplingTargetsOutput {
  readonly SamplingTargetDocuments: readonly object[];
  readonly LastRuleModification: Date;
  readonly UnprocessedStatistics: readonly UnprocessedStatistics[];
  /** AWS answers it only when there were boost statistics. */
  readonly UnprocessedBoostStatistics?: readonly UnprocessedStatistics[] | undefined;
}

interface UnprocessedStatistics {
  readonly RuleName: string;
  readonly ErrorCode: string;
  readonly Message: string;
}

/** @throws ValidationException for documents that lack a member or have one out of its bounds; unknown rules are only named. */
export function getSamplingTargets(sampling: CentralSampling) {
  return (input: SamplingTargetsInput, tenant: Tenant): SamplingTargetsOutput => {
    const documents = checkStatisticsDocuments(input.SamplingStatisticsDocuments);
    const boosts = checkBoostDocuments(input.SamplingBoostStatisticsDocuments);
    const { rules, clients } = sampling;
    const unknownBoosts = boosts?.flatMap((document) => reportAnomalies(sampling, tenant, document));
    const unknown: UnprocessedStatistics[] = [];
    const known: { readonly rule: SamplingRule; readonly document: StatisticsDocument }[] = [];
    for (const document of documents) {
      const rule = rules.find(tenant, document.RuleName ?? '')?.rule;
      if (rule === undefined) unknown.push(unknownRule(document));
      else known.push({ rule, document });
    }
    for (const { rule, document } of known) clients.giveBack(rule.RuleARN, document.ClientID ?? '');
    const targets = known.map(({ rule, document }) => report(sampling, rule, document));
    return {
      SamplingTargetDocuments: targets,
      LastRuleModification: new Date(rules.lastChange(tenant) * 1000),
      UnprocessedStatistics: unknown,
      ...(unknownBoosts && { UnprocessedBoostStatistics: unknownBoosts }),
    };
  };
}

/** Quota, its end and the interval are null on a client's first report. */
function report({ clients, statistics, boosts, now }: CentralSampling, rule: SamplingRule, document: StatisticsDocument): object {
  const { RequestCount: requests = 0, SampledCount: sampled = 0, BorrowCount: borrowed = 0, ClientID = '' } = document;
  const at = now();
  statistics.add(rule.RuleARN, milliseconds(document.Timestamp), { requests, sampled, borrowed }, at);
  const quota = clients.report(rule.RuleARN, ClientID, rule.ReservoirSize, requests / INTERVAL_SECONDS, at);
  const given = quota !== undefined;
  const boost = boosts.active(rule, at);
  return {
    RuleName: rule.RuleName,
    FixedRate: rule.FixedRate,
    ReservoirQuota: given ? quota : null,
    ReservoirQuotaTTL: given ? wholeSecond(at + QUOTA_SECONDS * 1000) : null,
    Interval: given ? INTERVAL_SECONDS : null,
    ...(boost && { SamplingBoost: { BoostRate: boost.rate, BoostRateTTL: wholeSecond(boost.until) } }),
  };
}

/** @returns what could not be processed: one entry or none. */
function reportAnomalies(
  { rules, boosts, now }: CentralSampling,
  tenant: Tenant,
  document: BoostStatisticsDocument,
): readonly UnprocessedStatistics[] {
  const { AnomalyCount: anomalies = 0, TotalCount: total = 0, SampledAnomalyCount: sampledAnomalies = 0 } = document;
  const rule = rules.find(tenant, document.RuleName ?? '')?.rule;
  if (rule === undefined) return [unknownRule(document)];
  boosts.report(rule, { total, anomalies, sampledAnomalies }, now());
  return [];
}

function unknownRule({ RuleName }: { readonly RuleName?: string | undefined }): UnprocessedStatistics {
  return { RuleName: RuleName ?? '', ErrorCode: '400', Message: 'Unknown rule' };
}

/** Some clients send milliseconds. */
function milliseconds(time: Date | number | undefined): number {
  if (time instanceof Date) return time.getTime() > 1e14 ? time.getTime() / 1000 : time.getTime();
  return time === undefined ? 0 : time > 1e11 ? time : time * 1000;
}

function wholeSecond(at: number): Date {
  return new Date(Math.floor(at / 1000) * 1000);
}
