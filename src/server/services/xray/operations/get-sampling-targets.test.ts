/** Captured behaviour: a client's first report gets no quota; later ones get 10 seconds and a whole-second end in five minutes. */
import { describe, expect, it } from 'vitest';
import { ReservoirClients } from '../sampling/reservoir-clients.ts';
import { getSamplingTargetsOperation } from './get-sampling-targets.ts';

const tenant = { account: '000000000000', region: 'us-east-1' };
const first = 'a'.repeat(24);
const second = 'b'.repeat(24);

function at() {
  const clock = { now: 1_790_000_000_500 };
  const operation = getSamplingTargetsOperation(new ReservoirClients(), () => clock.now);
  const report = (ClientID: string, RuleName = 'Default') =>
    operation({ SamplingStatisticsDocuments: [{ RuleName, ClientID }] }, tenant);
  return { clock, operation, report };
}

describe('GetSamplingTargets', () => {
  it('gives a new client the rate but no quota, so that it goes on borrowing', () => {
    expect(at().report(first)).toEqual({
      SamplingTargetDocuments: [
        { RuleName: 'Default', FixedRate: 0.05, ReservoirQuota: null, ReservoirQuotaTTL: null, Interval: null },
      ],
      LastRuleModification: new Date(0),
      UnprocessedStatistics: [],
      UnprocessedBoostStatistics: [],
    });
  });

  it('gives it the reservoir from the second report on', () => {
    const { report } = at();
    report(first);
    expect(report(first).SamplingTargetDocuments).toEqual([
      { RuleName: 'Default', FixedRate: 0.05, ReservoirQuota: 1, ReservoirQuotaTTL: new Date(1_790_000_300_000), Interval: 10 },
    ]);
  });

  it('never hands out more than the reservoir, and gives the part of a silent client to the others', () => {
    const { clock, report } = at();
    report(second);
    report(first);
    expect(report(second).SamplingTargetDocuments).toMatchObject([{ ReservoirQuota: 0 }]);
    expect(report(first).SamplingTargetDocuments).toMatchObject([{ ReservoirQuota: 1 }]);
    clock.now += 25_000;
    report(second);
    clock.now += 25_000;
    expect(report(second).SamplingTargetDocuments).toMatchObject([{ ReservoirQuota: 1 }]);
  });

  it('names rules that do not exist', () => {
    expect(at().report(first, 'mine').UnprocessedStatistics).toEqual([
      { RuleName: 'mine', ErrorCode: '400', Message: 'Unknown rule' },
    ]);
  });

  it('refuses more than 25 documents', () => {
    const documents = Array.from({ length: 26 }, () => ({ RuleName: 'Default', ClientID: first }));
    expect(() => at().operation({ SamplingStatisticsDocuments: documents }, tenant)).toThrow(
      'Exceeding maximum statistics document count: 25',
    );
  });
});
