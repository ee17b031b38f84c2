/** The sampling operations on a real control plane, against answers and errors that AWS gave. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SamplingRule as InputRule, SamplingRuleUpdate } from '@aws-sdk/client-xray';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openControlPlane } from '../../../store/control-plane.ts';
import type { ControlPlane } from '../../../store/ports.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import { createSamplingRule } from '../operations/create-sampling-rule.ts';
import { deleteSamplingRule } from '../operations/delete-sampling-rule.ts';
import { getSamplingRules } from '../operations/get-sampling-rules.ts';
import { getSamplingStatisticSummaries } from '../operations/get-sampling-statistic-summaries.ts';
import { getSamplingTargets, type StatisticsDocument } from '../operations/get-sampling-targets.ts';
import { updateSamplingRule } from '../operations/update-sampling-rule.ts';
import { centralSampling } from './central-sampling.ts';

const tenant = { account: '000000000000', region: 'us-east-1' };
const arn = (name: string) => `arn:aws:xray:us-east-1:000000000000:sampling-rule/${name}`;
const first = 'a'.repeat(24);
const second = 'b'.repeat(24);
const anything = {
  ServiceName: '*',
  ServiceType: '*',
  Host: '*',
  HTTPMethod: '*',
  URLPath: '*',
  ResourceARN: '*',
  Version: 1,
};

let directory: string;
let controlPlane: ControlPlane;
let clock: { now: number };
let api: ReturnType<typeof operations>;

function operations() {
  const sampling = centralSampling(controlPlane, () => clock.now);
  const targets = getSamplingTargets(sampling);
  return {
    create: (rule: Partial<InputRule>) => {
      const whole = { Priority: 100, FixedRate: 0.5, ReservoirSize: 3, ...anything, ...rule };
      return createSamplingRule(sampling.rules)({ SamplingRule: whole }, tenant).SamplingRuleRecord;
    },
    update: (update: SamplingRuleUpdate) =>
      updateSamplingRule(sampling.rules)({ SamplingRuleUpdate: update }, tenant).SamplingRuleRecord,
    remove: (rule: { RuleName?: string; RuleARN?: string }) => deleteSamplingRule(sampling.rules)(rule, tenant),
    names: () =>
      getSamplingRules(sampling.rules)({}, tenant).SamplingRuleRecords.map(({ SamplingRule }) => SamplingRule.RuleName),
    targets: (...documents: StatisticsDocument[]) => targets({ SamplingStatisticsDocuments: documents }, tenant),
    anomalies: (RuleName: string, AnomalyCount: number) =>
      targets(
        {
          SamplingStatisticsDocuments: [document(first, RuleName)],
          SamplingBoostStatisticsDocuments: [
            {
              RuleName,
              ServiceName: 'shop',
              Timestamp: clock.now / 1000,
              TotalCount: 1000,
              AnomalyCount,
              SampledAnomalyCount: 0,
            },
          ],
        },
        tenant,
      ),
    summaries: () => getSamplingStatisticSummaries(sampling)({}, tenant).SamplingStatisticSummaries,
  };
}

function document(ClientID: string, RuleName = 'Default', counts: Partial<StatisticsDocument> = {}): StatisticsDocument {
  return { RuleName, ClientID, Timestamp: clock.now / 1000, RequestCount: 0, SampledCount: 0, ...counts };
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-sampling-'));
  controlPlane = openControlPlane(directory);
  clock = { now: 1_790_000_000_500 };
  api = operations();
});

afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});

function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('CreateSamplingRule', () => {
  it('answers the whole rule, with times in whole seconds', () => {
    expect(api.create({ RuleName: 'mine' })).toEqual({
      SamplingRule: {
        RuleName: 'mine',
        RuleARN: arn('mine'),
        Priority: 100,
        FixedRate: 0.5,
        ReservoirSize: 3,
        ...anything,
        Attributes: {},
      },
      CreatedAt: new Date(1_790_000_000_000),
      ModifiedAt: new Date(1_790_000_000_000),
    });
  });

  it('makes a rule of the name in an ARN', () => {
    expect(api.create({ RuleARN: arn('by-arn') }).SamplingRule.RuleName).toBe('by-arn');
  });

  it('lists rules by name, not by priority, and Default last', () => {
    api.create({ RuleName: 'b', Priority: 1 });
    api.create({ RuleName: 'a', Priority: 2 });
    api.create({ RuleName: 'c', Priority: 1 });
    expect(api.names()).toEqual(['a', 'b', 'c', 'Default']);
  });

  it.each<[Partial<InputRule>, string]>([
    [{}, 'InvalidRequestException: Request must contain either sampling rule name or sampling rule ARN'],
    [
      { RuleName: 'a', RuleARN: arn('a') },
      'InvalidRequestException: Request cannot contain both sampling rule name and sampling rule ARN',
    ],
    [{ RuleName: 'Default' }, 'InvalidRequestException: Sampling rule already exists'],
    [{ RuleName: 'a', Version: 2 }, 'InvalidRequestException: Sampling rule version must be 1'],
    [
      { RuleName: 'a', Priority: 10_000 },
      "ValidationException: 1 validation error detected: Value '10000' at 'samplingRule.priority' failed to satisfy constraint: Member must have value less than or equal to 9999",
    ],
    [
      { RuleName: 'a', FixedRate: 1.1 },
      "ValidationException: 1 validation error detected: Value '1.1' at 'samplingRule.fixedRate' failed to satisfy constraint: Member must have value less than or equal to 1",
    ],
    [
      { RuleName: 'a', ReservoirSize: -1 },
      "ValidationException: 1 validation error detected: Value '-1' at 'samplingRule.reservoirSize' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
    [
      { RuleName: 'a', Attributes: { 0: 'v', 1: 'v', 2: 'v', 3: 'v', 4: 'v', 5: 'v' } },
      "ValidationException: 1 validation error detected: Value '{0=v, 1=v, 2=v, 3=v, 4=v, 5=v}' at 'samplingRule.attributes' failed to satisfy constraint: Member must have length less than or equal to 5",
    ],
    [
      { RuleName: 'a'.repeat(33), Priority: 0 },
      `ValidationException: 2 validation errors detected: Value '${'a'.repeat(33)}' at 'samplingRule.ruleName' failed to satisfy constraint: Member must have length less than or equal to 32; Value '0' at 'samplingRule.priority' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    ],
  ])('refuses %o', (rule, failure) => {
    expect(failureOf(() => api.create(rule))).toBe(failure);
    expect(api.names()).toEqual(['Default']);
  });

  it('makes 25 rules beside Default and no more', () => {
    for (let rule = 0; rule < 25; rule++) api.create({ RuleName: `rule-${rule}` });
    expect(failureOf(() => api.create({ RuleName: 'one-more' }))).toMatch(/^RuleLimitExceededException: /);
  });
});

describe('UpdateSamplingRule', () => {
  it('changes what is given, by ARN too, and takes away a rate boost that is not given', () => {
    api.create({ RuleName: 'mine', Attributes: { a: 'b' }, SamplingRateBoost: { MaxRate: 0.9, CooldownWindowMinutes: 1 } });
    clock.now += 5000;
    const { SamplingRule, CreatedAt, ModifiedAt } = api.update({ RuleARN: arn('mine'), FixedRate: 0.75 });
    expect(SamplingRule).toMatchObject({ FixedRate: 0.75, ReservoirSize: 3, Attributes: { a: 'b' } });
    expect(SamplingRule).not.toHaveProperty('SamplingRateBoost');
    expect(Number(ModifiedAt) - Number(CreatedAt)).toBe(5000);
    expect(api.update({ RuleName: 'mine', Attributes: {} }).SamplingRule.Attributes).toEqual({});
  });

  it('changes rate and reservoir of Default, and nothing else of it', () => {
    expect(api.update({ RuleName: 'Default', FixedRate: 1, ReservoirSize: 50 }).SamplingRule).toMatchObject({
      FixedRate: 1,
      ReservoirSize: 50,
      Priority: 10_000,
    });
    expect(failureOf(() => api.update({ RuleName: 'Default', Priority: 10_000 }))).toBe(
      'InvalidRequestException: Invalid update request for default sampling rule',
    );
    expect(api.names()).toEqual(['Default']);
  });

  it('changes nothing when one part of it is refused', () => {
    api.create({ RuleName: 'mine' });
    expect(failureOf(() => api.update({ RuleName: 'mine', FixedRate: 0.9, Priority: -1 }))).toBe(
      'InvalidRequestException: Invalid update request for sampling rule',
    );
    expect(failureOf(() => api.update({ RuleName: 'other', FixedRate: 0.9 }))).toBe(
      'InvalidRequestException: Sampling rule does not exist',
    );
    expect(api.update({ RuleName: 'mine' }).SamplingRule.FixedRate).toBe(0.5);
  });
});

describe('DeleteSamplingRule', () => {
  it('answers the rule, which is then gone', () => {
    api.create({ RuleName: 'mine' });
    expect(api.remove({ RuleARN: arn('mine') }).SamplingRuleRecord.SamplingRule.RuleName).toBe('mine');
    expect(failureOf(() => api.remove({ RuleName: 'mine' }))).toBe('InvalidRequestException: Sampling rule does not exist');
    expect(failureOf(() => api.remove({ RuleName: 'Default' }))).toBe(
      'InvalidRequestException: The default sampling rule cannot be deleted',
    );
  });
});

describe('rules', () => {
  it('are there after a restart, with their last change', async () => {
    api.create({ RuleName: 'mine' });
    await controlPlane.close();
    controlPlane = openControlPlane(directory);
    api = operations();
    expect(api.names()).toEqual(['mine', 'Default']);
    expect(api.targets().LastRuleModification).toEqual(new Date(1_790_000_001_000));
  });
});

describe('GetSamplingTargets', () => {
  it('gives a new client the rate but no quota, so that it goes on borrowing', () => {
    expect(api.targets(document(first))).toEqual({
      SamplingTargetDocuments: [
        { RuleName: 'Default', FixedRate: 0.05, ReservoirQuota: null, ReservoirQuotaTTL: null, Interval: null },
      ],
      LastRuleModification: new Date(0),
      UnprocessedStatistics: [],
    });
  });

  it('gives it the reservoir from the second report on', () => {
    api.targets(document(first));
    expect(api.targets(document(first)).SamplingTargetDocuments).toEqual([
      { RuleName: 'Default', FixedRate: 0.05, ReservoirQuota: 1, ReservoirQuotaTTL: new Date(1_790_000_300_000), Interval: 10 },
    ]);
  });

  it('never hands out more than the reservoir, and gives the part of a silent client to the others', () => {
    const quotaOf = (client: string) => api.targets(document(client)).SamplingTargetDocuments[0];
    quotaOf(second);
    quotaOf(first);
    expect(quotaOf(second)).toMatchObject({ ReservoirQuota: 0 });
    expect(quotaOf(first)).toMatchObject({ ReservoirQuota: 1 });
    clock.now += 25_000;
    quotaOf(second);
    clock.now += 25_000;
    expect(quotaOf(second)).toMatchObject({ ReservoirQuota: 1 });
  });

  it('shares anew among clients that report together, in whatever order', () => {
    api.create({ RuleName: 'mine', ReservoirSize: 3 });
    const busy = (client: string) => document(client, 'mine', { RequestCount: 100 });
    const quotas = (...clients: string[]) =>
      api
        .targets(...clients.map(busy))
        .SamplingTargetDocuments.map((target) => (target as { ReservoirQuota: number }).ReservoirQuota);
    expect(quotas(first)).toEqual([null]);
    expect(quotas(first)).toEqual([3]);
    expect(quotas(second)).toEqual([null]);
    expect(quotas(second)).toEqual([0]);
    expect(quotas(second, first)).toEqual([1, 2]);
    expect(quotas(first, second)).toEqual([2, 1]);
  });

  it('tells of a change later in the second in which a client fetched the rules', () => {
    const fetched = Math.floor(clock.now / 1000);
    clock.now += 400;
    api.create({ RuleName: 'mine' });
    expect(Number(api.targets().LastRuleModification) / 1000).toBeGreaterThan(fetched);
    const afterCreation = Number(api.targets().LastRuleModification);
    clock.now += 2000;
    api.remove({ RuleName: 'mine' });
    expect(Number(api.targets().LastRuleModification)).toBeGreaterThan(afterCreation);
  });

  it('names rules that do not exist and answers for the others', () => {
    const { SamplingTargetDocuments, UnprocessedStatistics } = api.targets(document(first, 'mine'), document(first));
    expect(SamplingTargetDocuments).toHaveLength(1);
    expect(UnprocessedStatistics).toEqual([{ RuleName: 'mine', ErrorCode: '400', Message: 'Unknown rule' }]);
  });

  it.each<[Partial<StatisticsDocument>, string]>([
    [
      { ClientID: 'short' },
      "Value 'short' at 'samplingStatisticsDocuments.1.member.clientID' failed to satisfy constraint: Member must have length greater than or equal to 24",
    ],
    [
      { RequestCount: -1 },
      "Value '-1' at 'samplingStatisticsDocuments.1.member.requestCount' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
    [
      { RuleName: undefined },
      "Value null at 'samplingStatisticsDocuments.1.member.ruleName' failed to satisfy constraint: Member must not be null",
    ],
    [
      { Timestamp: undefined },
      "Value null at 'samplingStatisticsDocuments.1.member.timestamp' failed to satisfy constraint: Member must not be null",
    ],
  ])('refuses %o', (part, failure) => {
    const given = { ...document(first), ...part };
    expect(failureOf(() => api.targets(given))).toBe(`ValidationException: 1 validation error detected: ${failure}`);
  });

  it('takes 25 documents and no more', () => {
    const documents = Array.from({ length: 26 }, () => document(first));
    expect(api.targets(...documents.slice(1)).SamplingTargetDocuments).toHaveLength(25);
    expect(failureOf(() => api.targets(...documents))).toContain('Member must have length less than or equal to 25');
  });

  it('raises the rate while anomalies are missed, for a minute at most, and then waits for the cooldown', () => {
    api.create({ RuleName: 'mine', FixedRate: 0.1, SamplingRateBoost: { MaxRate: 0.5, CooldownWindowMinutes: 2 } });
    const boost = (anomalies: number) => api.anomalies('mine', anomalies).SamplingTargetDocuments[0];
    expect(boost(0)).not.toHaveProperty('SamplingBoost');
    expect(boost(500)).toMatchObject({ SamplingBoost: { BoostRate: 0.3, BoostRateTTL: new Date(1_790_000_020_000) } });
    clock.now += 50_000;
    expect(boost(1000)).toMatchObject({ SamplingBoost: { BoostRate: 0.5, BoostRateTTL: new Date(1_790_000_060_000) } });
    clock.now += 15_000;
    expect(boost(1000)).not.toHaveProperty('SamplingBoost');
    clock.now += 60_000;
    expect(boost(1000)).toHaveProperty('SamplingBoost');
  });

  it('names boost statistics of rules that do not exist', () => {
    expect(api.anomalies('none', 1).UnprocessedBoostStatistics).toEqual([
      { RuleName: 'none', ErrorCode: '400', Message: 'Unknown rule' },
    ]);
  });
});

describe('GetSamplingStatisticSummaries', () => {
  it('has nothing to tell of an account that has not sampled', () => {
    expect(api.summaries()).toEqual([]);
  });

  it('adds up what clients reported in the last ten seconds that are over', () => {
    api.create({ RuleName: 'mine' });
    api.targets(
      document(first, 'mine', { RequestCount: 100, SampledCount: 10, BorrowCount: 3 }),
      document(second, 'mine', { RequestCount: 50, SampledCount: 5 }),
      // Of another hour: accepted, and counted nowhere.
      document(second, 'mine', { RequestCount: 7, Timestamp: clock.now / 1000 - 3600 }),
    );
    expect(api.summaries()).toMatchObject([{ RuleName: 'mine', RequestCount: 0 }]);
    clock.now += 10_000;
    expect(api.summaries()).toEqual([
      { RuleName: 'mine', Timestamp: new Date(1_790_000_000_000), RequestCount: 150, BorrowCount: 3, SampledCount: 15 },
    ]);
    clock.now += 10_000;
    expect(api.summaries()).toMatchObject([{ RuleName: 'mine', RequestCount: 0 }]);
  });
});
