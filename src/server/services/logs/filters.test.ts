/** The filters of a group, which see every event as it comes in. */
import type { DescribeLogGroupsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, describe, expect, it } from 'vitest';
import { tenant } from '../service.fixture.ts';
import { testLogs } from './service.fixture.ts';

const logs = testLogs();
const { call, put, refusal } = logs;

/** A group of its own for every test. */
let logGroupName: string;
let now: number;
beforeEach(async () => {
  ({ logGroupName, now } = await logs.makeGroup());
});

describe('subscription filters', () => {
  const allowed = `arn:aws:lambda:${tenant.region}:${tenant.account}:function:allowed`;
  const subscribe = (filterName: string, more: object = {}) =>
    ({ logGroupName, filterName, filterPattern: '', destinationArn: allowed, ...more }) as const;

  it('are two of a group at most, described as they were put', async () => {
    await call('PutSubscriptionFilter', subscribe('one'));
    const described = async () => {
      const output = await call<{ subscriptionFilters: { creationTime: number }[] }>('DescribeSubscriptionFilters', {
        logGroupName,
      });
      return output.subscriptionFilters;
    };
    const [first] = await described();
    expect(first).toEqual({
      ...{ filterName: 'one', logGroupName, filterPattern: '', destinationArn: allowed },
      ...{ distribution: 'ByLogStream', creationTime: expect.any(Number), applyOnTransformedLogs: false },
    });
    await call('PutSubscriptionFilter', subscribe('one', { filterPattern: '[]' }));
    expect(await described()).toMatchObject([{ filterPattern: '[]', creationTime: first?.creationTime }]);
    await call('PutSubscriptionFilter', subscribe('two'));
    expect(await refusal('PutSubscriptionFilter', subscribe('three'))).toEqual([
      'LimitExceededException',
      'Resource limit exceeded.',
    ]);
    const page = await call<{ nextToken: string }>('DescribeSubscriptionFilters', { logGroupName, limit: 1 });
    expect(await call('DescribeSubscriptionFilters', { logGroupName, limit: 1, nextToken: page.nextToken })).toMatchObject({
      subscriptionFilters: [{ filterName: 'two' }],
    });
    await call('DeleteSubscriptionFilter', { logGroupName, filterName: 'one' });
    expect(await refusal('DeleteSubscriptionFilter', { logGroupName, filterName: 'one' })).toEqual([
      'ResourceNotFoundException',
      'The specified subscription filter does not exist.',
    ]);
  });

  it('need the permission of the function, for this very group', async () => {
    const other = `arn:aws:lambda:${tenant.region}:${tenant.account}:function:other`;
    const refused = [
      'InvalidParameterException',
      'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
    ];
    expect(await refusal('PutSubscriptionFilter', subscribe('f', { destinationArn: other }))).toEqual(refused);
    const source = `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}:*`;
    expect(logs.asked.filter(([name]) => name === other)).toEqual([
      [other, 'logs.amazonaws.com', source],
      [other, 'logs.eu-west-1.amazonaws.com', source],
    ]);
    const elsewhere = `arn:aws:lambda:us-east-1:${tenant.account}:function:allowed`;
    expect(await refusal('PutSubscriptionFilter', subscribe('f', { destinationArn: elsewhere }))).toEqual(refused);
    const roleArn = 'arn:aws:iam::123456789012:role/r';
    expect((await refusal('PutSubscriptionFilter', subscribe('f', { roleArn })))[1]).toBe(
      'destinationArn for vendor lambda cannot be used with roleArn',
    );
    const kinesis = 'arn:aws:kinesis:eu-west-1:123456789012:stream/s';
    expect((await refusal('PutSubscriptionFilter', subscribe('f', { destinationArn: kinesis, roleArn })))[1]).toContain(
      'Could not deliver test message to specified Kinesis stream.',
    );
  });

  it('send new events to the function', async () => {
    await call('PutSubscriptionFilter', subscribe('f', { filterPattern: 'ERROR' }));
    logs.invoked.length = 0;
    await put('a', [now, 'ERROR'], [now, 'fine']);
    await expect.poll(() => logs.invoked.length).toBe(1);
    expect(logs.invoked[0]).toMatchObject({ tenant, functionName: allowed, invocationType: 'Event' });
  });
});

describe('metric filters', () => {
  const transform = { metricName: 'errors', metricNamespace: 'mine', metricValue: '1' };
  const filterOf = (filterName: string, more: object = {}) => ({
    ...{ logGroupName, filterName, filterPattern: 'ERROR', metricTransformations: [transform] },
    ...more,
  });

  it('have namespaces with any punctuation, and work on logs as they come in', async () => {
    const metricNamespace = 'A.B-c_d/1#2:mine';
    await call('PutMetricFilter', filterOf('f', { metricTransformations: [{ ...transform, metricNamespace }] }));
    expect(await call('DescribeMetricFilters', { metricName: 'errors', metricNamespace })).toMatchObject({
      metricFilters: [{ filterName: 'f', applyOnTransformedLogs: false }],
    });
  });

  it('are described by group, name and metric, and counted with their group', async () => {
    for (const name of ['b', 'a', 'other']) await call('PutMetricFilter', filterOf(name));
    const names = async (input: object) => {
      const { metricFilters } = await call<{ metricFilters: { filterName: string; logGroupName: string }[] }>(
        'DescribeMetricFilters',
        input,
      );
      return metricFilters.filter((filter) => filter.logGroupName === logGroupName).map((filter) => filter.filterName);
    };
    expect(await names({ logGroupName })).toEqual(['a', 'b', 'other']);
    expect(await names({ filterNamePrefix: 'o' })).toEqual(['other']);
    expect(await names({ metricName: 'errors', metricNamespace: 'mine' })).toEqual(['a', 'b', 'other']);
    expect(await names({ metricName: 'errors', metricNamespace: 'yours' })).toEqual([]);
    const { logGroups } = await call<DescribeLogGroupsResponse>('DescribeLogGroups', { logGroupNamePrefix: logGroupName });
    expect(logGroups?.[0]?.metricFilterCount).toBe(3);
    await call('DeleteMetricFilter', { logGroupName, filterName: 'a' });
    expect(await refusal('DeleteMetricFilter', { logGroupName, filterName: 'a' })).toEqual([
      'ResourceNotFoundException',
      'The specified metric filter does not exist.',
    ]);
    await call('DeleteLogGroup', { logGroupName });
    await call('CreateLogGroup', { logGroupName });
    expect(await names({ logGroupName })).toEqual([]);
  });

  it('measure events as they come in', async () => {
    await call('PutMetricFilter', filterOf('f'));
    logs.measured.length = 0;
    await put('a', [now, 'ERROR 1'], [now, 'fine']);
    expect(logs.measured).toMatchObject([{ namespace: 'mine', name: 'errors', values: [1], counts: [1] }]);
  });

  it('take no value that the pattern does not name, and no default beside dimensions', async () => {
    const refused = async (change: object) =>
      (await refusal('PutMetricFilter', filterOf('f', { metricTransformations: [{ ...transform, ...change }] })))[1];
    expect(await refused({ metricValue: 'many' })).toContain("metricValue 'many' is neither a number nor a field");
    expect(await refused({ metricValue: '$size' })).toContain('is not a field of the filter pattern');
    expect(await refused({ defaultValue: 0, dimensions: { a: '$x' } })).toContain('are mutually exclusive properties');
    expect(await refused({ unit: 'Parsecs' })).toContain('enum value set');
    expect(await refused({ metricName: 'a:b' })).toContain('regular expression pattern');
  });

  it('can be tried', async () => {
    expect(
      await call('TestMetricFilter', { filterPattern: '[level = E*, ms]', logEventMessages: ['INFO 1', 'ERROR 2'] }),
    ).toEqual({ matches: [{ eventNumber: 1, eventMessage: 'ERROR 2', extractedValues: { $level: 'ERROR', $ms: '2' } }] });
  });
});
