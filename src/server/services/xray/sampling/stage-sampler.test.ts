import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSamplingRule, type SampledRequest, type SamplingRule, samplingRuleArn } from '../../../../model/sampling-rule.ts';
import { openControlPlane } from '../../../store/control-plane.ts';
import type { ControlPlane } from '../../../store/ports.ts';
import { centralSampling } from './central-sampling.ts';
import { stageSampler } from './stage-sampler.ts';

const tenant = { account: '000000000000', region: 'us-east-1' };
const request: SampledRequest = {
  serviceName: 'shop/Prod',
  serviceType: 'AWS::ApiGateway::Stage',
  host: 'abc.execute-api.us-east-1.amazonaws.com',
  httpMethod: 'GET',
  urlPath: '/Prod/orders',
  resourceArn: 'arn:aws:apigateway:us-east-1::/restapis/abc/stages/Prod',
  attributes: { 'x-tenant': 'gold' },
};

let directory: string;
let controlPlane: ControlPlane;
const clock = { now: 0 };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-sampler-'));
  controlPlane = openControlPlane(directory);
  clock.now = 1_790_000_000_000;
});

afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});

function sampler(random: () => number = () => 0.99) {
  const sampling = centralSampling(controlPlane, () => clock.now);
  const { sample } = stageSampler(sampling, random);
  const add = (RuleName: string, rule: Partial<SamplingRule>) => {
    const { account, region } = tenant;
    const RuleARN = samplingRuleArn(account, region, RuleName);
    sampling.rules.put(tenant, { ...defaultSamplingRule(account, region), RuleName, RuleARN, ...rule }, { tags: {} });
  };
  const sampleAt = (...times: number[]) =>
    times.map((time) => {
      clock.now = 1_790_000_000_000 + time;
      return sample(tenant, request);
    });
  return { sampling, sample, sampleAt, add };
}

describe('sampling of stages', () => {
  it('takes the first request of each second by the Default rule, and lets the rate decide about the rest', () => {
    expect(sampler().sampleAt(0, 1, 999, 1000, 1001, 5000)).toEqual([true, false, false, true, false, true]);
    const throws = [0.049, 0.051];
    expect(sampler(() => throws.shift() ?? 1).sampleAt(0, 1, 2)).toEqual([true, true, false]);
  });

  it('asks rules by priority, and the first that matches decides', () => {
    const { add, sampleAt } = sampler();
    add('everything', { Priority: 2, ReservoirSize: 5 });
    add('nothing', { Priority: 1, ReservoirSize: 0, FixedRate: 0, ServiceName: 'shop/*', URLPath: '/Prod/*' });
    expect(sampleAt(0, 1, 2)).toEqual([false, false, false]);
  });

  it('passes rules by that ask for another host, method, resource or header', () => {
    const { add, sampleAt } = sampler();
    const none = { ReservoirSize: 0, FixedRate: 0 };
    add('host', { Priority: 1, Host: 'www.*', ...none });
    add('method', { Priority: 2, HTTPMethod: 'POST', ...none });
    add('resource', { Priority: 3, ResourceARN: '*/stages/Dev', ...none });
    add('header', { Priority: 4, Attributes: { 'X-Tenant': 'silver' }, ...none });
    add('mine', { Priority: 5, Attributes: { 'X-Tenant': 'gold' }, FixedRate: 1, ServiceType: 'AWS::ApiGateway::*' });
    expect(sampleAt(0, 1, 2)).toEqual([true, true, true]);
  });

  it('follows a change of a rule at once', () => {
    const { add, sampleAt } = sampler();
    add('mine', { Priority: 1, FixedRate: 0, ReservoirSize: 0 });
    expect(sampleAt(0)).toEqual([false]);
    add('mine', { Priority: 1, FixedRate: 0, ReservoirSize: 2 });
    expect(sampleAt(1, 2, 3)).toEqual([true, true, false]);
  });

  it('leaves to other clients what they hold of the reservoir, and borrows one request a second', () => {
    const { sampling, add, sampleAt } = sampler();
    add('mine', { Priority: 1, FixedRate: 0, ReservoirSize: 3 });
    const arn = samplingRuleArn(tenant.account, tenant.region, 'mine');
    sampling.clients.lease(arn, 'sdk', 3, 5, clock.now);
    expect(sampleAt(0, 1, 2, 1000, 1001)).toEqual([true, false, false, true, false]);
    expect(sampling.statistics.lastClosed(arn, clock.now + 10_000).counts).toEqual({ requests: 5, sampled: 2, borrowed: 2 });
    clock.now += 10_000;
    // The other client gives back a part: now one request is the stages' own.
    expect(sampling.clients.lease(arn, 'sdk', 3, 0.1, clock.now)).toBe(2);
    expect(sampleAt(11_500, 11_501)).toEqual([true, false]);
    expect(sampling.statistics.lastClosed(arn, clock.now + 10_000).counts).toEqual({ requests: 2, sampled: 1, borrowed: 0 });
  });

  it('counts in the statistics of its rule', () => {
    const { sampling, sampleAt } = sampler();
    sampleAt(0, 1, 2);
    const { counts } = sampling.statistics.lastClosed(
      samplingRuleArn(tenant.account, tenant.region, 'Default'),
      clock.now + 10_000,
    );
    expect(counts).toEqual({ requests: 3, sampled: 1, borrowed: 0 });
  });
});
