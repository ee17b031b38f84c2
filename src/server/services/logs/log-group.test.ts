/** Groups and streams: what makes, lists, describes and ends them, and how long they keep events. */
import type { DescribeLogGroupsResponse, DescribeLogStreamsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, describe, expect, it } from 'vitest';
import { openLogGroups } from './log-group.ts';
import { sweepEvents } from './retention.ts';
import { messagesOf, testLogs } from './service.fixture.ts';

const logs = testLogs();
const { call, filter, get, put, refusal } = logs;
const hour = 3_600_000;

/** A group of its own for every test. */
let logGroupName: string;
let now: number;
beforeEach(async () => {
  ({ logGroupName, now } = await logs.makeGroup());
});

describe('groups and streams', () => {
  it('are made once, and named in AWS words when they are not there', async () => {
    expect(await refusal('CreateLogGroup', { logGroupName })).toEqual([
      'ResourceAlreadyExistsException',
      'The specified log group already exists',
    ]);
    expect(await refusal('CreateLogStream', { logGroupName, logStreamName: 'a' })).toEqual([
      'ResourceAlreadyExistsException',
      'The specified log stream already exists',
    ]);
    const noGroup = ['ResourceNotFoundException', 'The specified log group does not exist.'];
    expect(await refusal('FilterLogEvents', { logGroupName: 'nothing' })).toEqual(noGroup);
    expect(await refusal('CreateLogStream', { logGroupName: 'nothing', logStreamName: 'a' })).toEqual(noGroup);
    expect(await refusal('GetLogEvents', { logGroupName, logStreamName: 'nothing' })).toEqual([
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    ]);
    expect((await refusal('CreateLogGroup', { logGroupName: 'a b' }))[1]).toContain(
      "Value 'a b' at 'logGroupName' failed to satisfy constraint",
    );
  });

  it('are described with ARNs, bytes and times', async () => {
    await put('a', [now - 5, '12345'], [now, '67890']);
    const groups = await call<DescribeLogGroupsResponse>('DescribeLogGroups', { logGroupNamePrefix: logGroupName });
    expect(groups.logGroups?.[0]).toMatchObject({
      logGroupName,
      arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}:*`,
      logGroupArn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}`,
      storedBytes: 2 * (5 + 26),
      metricFilterCount: 0,
    });
    const { logStreams } = await call<DescribeLogStreamsResponse>('DescribeLogStreams', { logGroupName });
    expect(logStreams).toMatchObject([
      {
        logStreamName: 'a',
        firstEventTimestamp: now - 5,
        lastEventTimestamp: now,
        arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}:log-stream:a`,
      },
      { logStreamName: 'b', firstEventTimestamp: undefined },
    ]);
  });

  it('are listed in pages, streams by name or by last event', async () => {
    await call('CreateLogStream', { logGroupName, logStreamName: 'c' });
    await put('b', [now, 'x']);
    await put('c', [now - 1, 'x']);
    const names = async (input: object) => {
      const found: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page = await call<DescribeLogStreamsResponse>('DescribeLogStreams', {
          logGroupName,
          limit: 1,
          nextToken,
          ...input,
        });
        found.push(...(page.logStreams ?? []).map((stream) => stream.logStreamName));
        ({ nextToken } = page);
      } while (nextToken);
      return found.join('');
    };
    expect(await names({})).toBe('abc');
    expect(await names({ descending: true })).toBe('cba');
    expect(await names({ orderBy: 'LastEventTime' })).toBe('acb');
    expect(await names({ orderBy: 'LastEventTime', descending: true })).toBe('bca');
    expect(await names({ logStreamNamePrefix: 'b' })).toBe('b');
    const page = await call<DescribeLogGroupsResponse>('DescribeLogGroups', { limit: 1, logGroupNamePrefix: '/test/' });
    expect(page.nextToken).toBeDefined();
    expect(await refusal('DescribeLogGroups', { nextToken: page.nextToken, logGroupNamePrefix: '/other/' })).toEqual([
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    ]);
  });

  it('take their events with them at once, and come back empty', async () => {
    await put('a', [now, 'of a']);
    await put('b', [now, 'of b']);
    await call('DeleteLogStream', { logGroupName, logStreamName: 'a' });
    expect(messagesOf(await filter())).toEqual(['of b']);
    await call('CreateLogStream', { logGroupName, logStreamName: 'a' });
    expect(messagesOf(await get('a'))).toEqual([]);
    expect(messagesOf(await filter())).toEqual(['of b']);
    await call('DeleteLogGroup', { logGroupName });
    await call('CreateLogGroup', { logGroupName });
    expect(messagesOf(await filter())).toEqual([]);
  });

  it('have tags', async () => {
    const resourceArn = `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}`;
    await call('TagResource', { resourceArn, tags: { a: '1', b: '2' } });
    await call('UntagResource', { resourceArn: `${resourceArn}:*`, tagKeys: ['a'] });
    expect(await call('ListTagsForResource', { resourceArn })).toEqual({ tags: { b: '2' } });
    expect(await call('ListTagsLogGroup', { logGroupName })).toEqual({ tags: { b: '2' } });
    expect((await refusal('TagResource', { resourceArn, tags: { 'aws:x': '1' } }))[0]).toBe('InvalidParameterException');
  });
});

describe('lists of groups', () => {
  it('refuse words that AWS does not know', async () => {
    const why = async (operation: string, input: object) => (await refusal(operation, input))[1];
    expect(await why('DescribeLogStreams', { logGroupName, orderBy: 'sth' })).toBe(
      "1 validation error detected: Value 'sth' at 'orderBy' failed to satisfy constraint: Member must satisfy enum value set: [LogStreamName, LastEventTime]",
    );
    expect(await why('CreateLogGroup', { logGroupName: 'x', logGroupClass: 'GOLD' })).toContain(
      "Value 'GOLD' at 'logGroupClass'",
    );
    expect(await why('DescribeLogGroups', { logGroupNamePrefix: '!' })).toContain("Value '!' at 'logGroupNamePrefix'");
    expect(await why('DescribeLogGroups', { limit: 51 })).toContain('have value less than or equal to 50');
  });

  it('find names by a part, and tell neither sizes nor retention then', async () => {
    const { logGroups } = await call<DescribeLogGroupsResponse>('DescribeLogGroups', {
      logGroupNamePattern: logGroupName.slice(2),
    });
    expect(logGroups?.find((group) => group.logGroupName === logGroupName)).toEqual({
      logGroupName,
      creationTime: expect.any(Number),
      arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}:*`,
      logGroupArn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}`,
      ...{ logGroupClass: 'STANDARD', metricFilterCount: 0 },
    });
    expect(await refusal('DescribeLogStreams', { logGroupName, logGroupIdentifier: logGroupName })).toEqual([
      'ValidationException',
      'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    ]);
  });

  it('are identified by name and by logGroupArn, but not by the ARN that ends in an asterisk', async () => {
    const logGroupArn = `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}`;
    for (const logGroupIdentifier of [logGroupName, logGroupArn])
      expect(await call('DescribeLogStreams', { logGroupIdentifier })).toMatchObject({ logStreams: expect.any(Array) });
    for (const operation of ['DescribeLogStreams', 'FilterLogEvents'])
      expect(await refusal(operation, { logGroupIdentifier: `${logGroupArn}:*` })).toEqual([
        'InvalidParameterException',
        "1 validation error detected: Value at 'logGroupIdentifier' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w#+=/:,.@-]*",
      ]);
  });

  it('find names by several patterns, and by tags', async () => {
    await call('CreateLogGroup', { logGroupName: `/listed${logGroupName}`, tags: { team: 'a' } });
    const names = async (input: object) => {
      const { logGroups } = await call<{ logGroups: { logGroupName: string }[] }>('ListLogGroups', input);
      return logGroups.map((group) => group.logGroupName);
    };
    expect(await names({ logGroupNamePattern: '^/listed/test|nothing' })).toEqual([`/listed${logGroupName}`]);
    expect(await names({ logGroupTags: [{ key: 'team', values: ['b', 'a'] }] })).toEqual([`/listed${logGroupName}`]);
    expect(await names({ logGroupTags: [{ key: 'team', values: ['b'] }] })).toEqual([]);
    expect((await refusal('ListLogGroups', { logGroupNamePattern: 'a*' }))[0]).toBe('InvalidParameterException');
  });
});

describe('retention', () => {
  it('takes the periods that AWS takes', async () => {
    expect((await refusal('PutRetentionPolicy', { logGroupName, retentionInDays: 2 }))[1]).toContain(
      'Member must satisfy enum value set: [1, 3, 5, 7,',
    );
    await call('PutRetentionPolicy', { logGroupName, retentionInDays: 3 });
    const describe = async () =>
      (await call<DescribeLogGroupsResponse>('DescribeLogGroups', { logGroupNamePrefix: logGroupName })).logGroups?.[0];
    expect(await describe()).toMatchObject({ retentionInDays: 3 });
    await call('DeleteRetentionPolicy', { logGroupName });
    expect((await describe())?.retentionInDays).toBeUndefined();
  });

  it('hides what has expired at once, and refuses to take it', async () => {
    await put('a', [now - 30 * hour, 'old']);
    await put('a', [now, 'new']);
    await call('PutRetentionPolicy', { logGroupName, retentionInDays: 1 });
    expect(messagesOf(await filter())).toEqual(['new']);
    expect(messagesOf(await get('a'))).toEqual(['new']);
    expect(await put('a', [now - 30 * hour, 'old'])).toMatchObject({
      rejectedLogEventsInfo: { expiredLogEventEndIndex: 1 },
    });
  });

  it('removes from the table what no read shows any more', async () => {
    const rows = async (message: string) => {
      await logs.store.ingestLog.settled();
      return logs.store.clickhouse.query('SELECT message FROM log_event WHERE message = {message:String}', { message });
    };
    await put('a', [now - 30 * hour, `expired ${logGroupName}`]);
    await put('a', [now, `kept ${logGroupName}`]);
    await put('b', [now, `deleted ${logGroupName}`]);
    await call('PutRetentionPolicy', { logGroupName, retentionInDays: 1 });
    await call('DeleteLogStream', { logGroupName, logStreamName: 'b' });
    const groups = openLogGroups(logs.store.controlPlane, Date.now);
    await sweepEvents(logs.store.clickhouse, logs.store.ingestLog, groups, Date.now());
    expect(await rows(`expired ${logGroupName}`)).toEqual([]);
    expect(await rows(`deleted ${logGroupName}`)).toEqual([]);
    expect(await rows(`kept ${logGroupName}`)).toHaveLength(1);
    expect(groups.deleted.all()).toEqual([]);
  });
});
