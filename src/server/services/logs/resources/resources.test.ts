import { beforeAll, describe, expect, it } from 'vitest';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import { tenant } from '../../service.fixture.ts';
import { testLogs } from '../service.fixture.ts';
import { logsResources } from './resources.ts';

const logs = testLogs();
let resources: Map<string, ResourceProvider>;

const request = (properties: object): ResourceRequest => ({
  ...{ tenant, stackId: 'id', stackName: 'stack', logicalId: 'Thing', tags: {} },
  ...{ properties: properties as Record<string, unknown>, signal: new AbortController().signal },
});

const resource = (type: string): ResourceProvider => {
  const found = resources.get(type);
  if (!found) throw new Error(`no resource type ${type}`);
  return found;
};

const ask = (operation: string, input: object = {}) =>
  asking(logs.service)({ tenant, signal: new AbortController().signal }, operation, input as Record<string, unknown>);

beforeAll(async () => {
  resources = new Map(logsResources({ service: logs.service }).map((provider) => [provider.type, provider]));
  await resource('AWS::Logs::LogGroup').create(request({ LogGroupName: '/g' }));
}, 60_000);

describe('a resource', () => {
  it.each<[type: string, properties: object, change: object, describe: [string, object?], list: string, shown: object]>([
    [
      'AWS::Logs::SubscriptionFilter',
      { LogGroupName: '/g', FilterPattern: 'a', DestinationArn: 'arn:aws:lambda:eu-west-1:123456789012:function:allowed' },
      { FilterPattern: 'b' },
      ['DescribeSubscriptionFilters', { logGroupName: '/g' }],
      'subscriptionFilters',
      { filterPattern: 'b' },
    ],
    [
      'AWS::Logs::MetricFilter',
      {
        ...{ LogGroupName: '/g', FilterPattern: '{ $.a = * }' },
        MetricTransformations: [
          { MetricName: 'm', MetricNamespace: 'n', MetricValue: 1, Dimensions: [{ Key: 'A', Value: '$.a' }], Unit: 'Count' },
        ],
      },
      { MetricTransformations: [{ MetricName: 'm', MetricNamespace: 'n', MetricValue: '$.a', DefaultValue: '0' }] },
      ['DescribeMetricFilters'],
      'metricFilters',
      { metricTransformations: [{ metricName: 'm', metricNamespace: 'n', metricValue: '$.a', defaultValue: 0 }] },
    ],
    [
      'AWS::Logs::QueryDefinition',
      { Name: 'q', QueryString: 'fields a', LogGroupNames: ['/g'] },
      { Name: 'r' },
      ['DescribeQueryDefinitions'],
      'queryDefinitions',
      { name: 'r', queryString: 'fields a', logGroupNames: ['/g'] },
    ],
    [
      'AWS::Logs::ResourcePolicy',
      { PolicyName: 'p', PolicyDocument: '{"Statement":[]}' },
      { PolicyDocument: { Statement: [1] } },
      ['DescribeResourcePolicies'],
      'resourcePolicies',
      { policyName: 'p', policyDocument: '{"Version":"2008-10-17","Statement":[1]}' },
    ],
  ])('%s is made, changed and deleted', async (type, properties, change, [operation, input], list, shown) => {
    const provider = resource(type);
    const described = async () => ((await ask(operation, input)) as Record<string, unknown[]>)[list];
    const { physicalId } = await provider.create(request(properties));
    expect(await described()).toHaveLength(1);
    const changed = request({ ...properties, ...change });
    const state = await provider.update(changed, { physicalId, properties: properties as Record<string, unknown> });
    expect(state.physicalId).toBe(physicalId);
    expect(await described()).toMatchObject([shown]);
    await provider.delete(changed, physicalId);
    expect(await described()).toEqual([]);
    await provider.delete(changed, physicalId);
  });

  it('AWS::Logs::SubscriptionFilter waits a while for the permission that is made beside it', async () => {
    const provider = resource('AWS::Logs::SubscriptionFilter');
    const to = (name: string) =>
      request({
        LogGroupName: '/g',
        FilterPattern: '',
        DestinationArn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
      });
    setTimeout(() => logs.mayInvoke.add('later'), 250);
    const { physicalId } = await provider.create(to('later'));
    expect(physicalId).toMatch(/^stack-Thing-/);
    await provider.delete(to('later'), physicalId);
    await expect(provider.create(to('never'))).rejects.toThrow('Could not execute the lambda function.');
  });

  it('AWS::Logs::LogStream is made and deleted', async () => {
    const provider = resource('AWS::Logs::LogStream');
    const named = request({ LogGroupName: '/g' });
    const { physicalId } = await provider.create(named);
    expect(physicalId).toMatch(/^stack-Thing-[A-Z0-9]{12}$/);
    expect(await ask('DescribeLogStreams', { logGroupName: '/g' })).toMatchObject({
      logStreams: [{ logStreamName: physicalId }],
    });
    await provider.delete(named, physicalId);
    await provider.delete(named, physicalId);
  });
});

describe('resource policies', () => {
  it('are described as IAM spells them, with a version and without lists of one', async () => {
    const statement = { Effect: 'Allow', Principal: { Service: ['route53.amazonaws.com'] }, Action: ['a', 'b'], Resource: ['*'] };
    const policyDocument = JSON.stringify({ Statement: [statement] });
    expect(await ask('PutResourcePolicy', { policyName: 'spelled', policyDocument })).toMatchObject({
      resourcePolicy: { policyDocument },
    });
    const normal = { ...statement, Principal: { Service: 'route53.amazonaws.com' }, Resource: '*' };
    expect(await ask('DescribeResourcePolicies')).toMatchObject({
      resourcePolicies: [{ policyDocument: JSON.stringify({ Version: '2008-10-17', Statement: [normal] }) }],
    });
    await ask('DeleteResourcePolicy', { policyName: 'spelled' });
  });

  it('are ten at most, and have to be policies', async () => {
    const put = (policyName: string, policyDocument = '{"Statement":[]}') =>
      ask('PutResourcePolicy', { policyName, policyDocument });
    expect(await put('p0')).toMatchObject({ resourcePolicy: { policyName: 'p0', policyScope: 'ACCOUNT' } });
    for (let place = 1; place < 10; place++) await put(`p${place}`);
    await expect(put('p10')).rejects.toMatchObject({ code: 'LimitExceededException', message: 'Resource limit exceeded.' });
    await put('p0', '{"Statement":[{}]}');
    await expect(put('p0', 'nonsense')).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await expect(ask('DeleteResourcePolicy', { policyName: 'x' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Policy with name [x] does not exist.',
    });
  });
});
