import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DescribeLogGroupsResponse,
  DescribeLogStreamsResponse,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
  GetLogEventsRequest,
  GetLogEventsResponse,
  PutLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../store/store.ts';
import { openStore } from '../../store/store.ts';
import { AwsError } from '../../wire/aws-error.ts';
import type { InvokeRequest, MetricData } from '../ports.ts';
import type { CallContext, Operation } from '../service.ts';
import { openLogGroups } from './log-group.ts';
import { sweepEvents } from './retention.ts';
import { createLogs } from './service.ts';

const tenant = { account: '123456789012', region: 'eu-west-1' };
const context: CallContext = {
  service: 'logs',
  operation: '',
  ...tenant,
  principal: { account: tenant.account, arn: '', userId: '', accessKeyId: undefined },
  requestId: '',
  headers: {},
  responseHeaders: new Map(),
  signal: new AbortController().signal,
};
const hour = 3_600_000;

let directory: string;
let store: Store;
let logs: ReturnType<typeof createLogs>;
let operations: Readonly<Record<string, Operation>>;
/** A group of its own for every test. */
let logGroupName: string;
let count = 0;
let now: number;
/** What the ports were asked for. */
const invoked: InvokeRequest[] = [];
const asked: string[][] = [];
const measured: (MetricData & { readonly namespace: string })[] = [];

async function call<Output = object>(operation: string, input: object): Promise<Output> {
  const run = operations[operation];
  if (!run) throw new Error(`no operation ${operation}`);
  return (await run(input as never, context)) as Output;
}

async function refusal(operation: string, input: object): Promise<[string, string]> {
  try {
    await call(operation, input);
  } catch (error) {
    if (error instanceof AwsError) return [error.code, error.message];
    throw error;
  }
  throw new Error(`${operation} was accepted`);
}

async function put(logStreamName: string, ...events: (readonly [timestamp: number, message: string])[]) {
  const logEvents = events.map(([timestamp, message]) => ({ timestamp, message }));
  return call<PutLogEventsResponse>('PutLogEvents', { logGroupName, logStreamName, logEvents });
}

const filter = (input: Partial<FilterLogEventsRequest> = {}) =>
  call<FilterLogEventsResponse>('FilterLogEvents', { logGroupName, ...input });
const get = (logStreamName: string, input: Partial<GetLogEventsRequest> = {}) =>
  call<GetLogEventsResponse>('GetLogEvents', { logGroupName, logStreamName, ...input });
const messages = (response: FilterLogEventsResponse | GetLogEventsResponse) => response.events?.map((event) => event.message);

/** Every page of FilterLogEvents. */
async function filterAll(input: Partial<FilterLogEventsRequest>) {
  const events: NonNullable<FilterLogEventsResponse['events']> = [];
  let nextToken: string | undefined;
  do {
    const page = await filter({ ...input, nextToken });
    events.push(...(page.events ?? []));
    ({ nextToken } = page);
  } while (nextToken);
  return events;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-logs-'));
  store = await openStore({ dataDir: directory, log: () => {} });
  logs = createLogs({
    ...store,
    invoker: {
      invoke: async (request) => {
        invoked.push(request);
        return { statusCode: 202, payload: new Uint8Array(), executedVersion: '$LATEST' };
      },
      allows: (_tenant, functionName, principal, sourceArn) => {
        asked.push([functionName, principal, sourceArn]);
        return functionName.endsWith(':function:allowed');
      },
    },
    metricSink: {
      put: async (_tenant, namespace, data) => {
        measured.push(...data.map((datum) => ({ namespace, ...datum })));
      },
    },
  });
  ({ operations } = logs.service);
  await store.start();
  await logs.start();
}, 60_000);

afterAll(async () => {
  await logs.close();
  await store.close();
  rmSync(directory, { recursive: true, force: true });
}, 60_000);

beforeEach(async () => {
  now = Date.now();
  logGroupName = `/test/${count++}`;
  await call('CreateLogGroup', { logGroupName });
  for (const logStreamName of ['a', 'b']) await call('CreateLogStream', { logGroupName, logStreamName });
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
    expect(messages(await filter())).toEqual(['of b']);
    await call('CreateLogStream', { logGroupName, logStreamName: 'a' });
    expect(messages(await get('a'))).toEqual([]);
    expect(messages(await filter())).toEqual(['of b']);
    await call('DeleteLogGroup', { logGroupName });
    await call('CreateLogGroup', { logGroupName });
    expect(messages(await filter())).toEqual([]);
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

  it('find names by a part, and tell only the names then', async () => {
    const { logGroups } = await call<DescribeLogGroupsResponse>('DescribeLogGroups', {
      logGroupNamePattern: logGroupName.slice(2),
    });
    expect(logGroups?.find((group) => group.logGroupName === logGroupName)).toEqual({
      logGroupName,
      creationTime: expect.any(Number),
      arn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroupName}:*`,
    });
    expect(await refusal('DescribeLogStreams', { logGroupName, logGroupIdentifier: logGroupName })).toEqual([
      'ValidationException',
      'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
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

describe('PutLogEvents', () => {
  it('tells which events are too old or too new, and stores the others', async () => {
    expect(await put('a', [now, 'now'], [now + 2 * hour + 60_000, 'later'])).toMatchObject({
      nextSequenceToken: expect.stringMatching(/^\d{56}$/),
      rejectedLogEventsInfo: { tooNewLogEventStartIndex: 1 },
    });
    expect(await put('a', [now - 15 * 24 * hour, 'old'])).toMatchObject({
      rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 },
    });
    expect(messages(await filter())).toEqual(['now']);
  });

  it('keeps text as it is', async () => {
    const text = 'tab\t "quotes" \\ line\nbreak \u{1f600} \u0000';
    await put('a', [now, text]);
    expect(messages(await get('a'))).toEqual([text]);
  });
});

describe('GetLogEvents', () => {
  it('starts at the end, unless told otherwise, and pages both ways', async () => {
    await put('a', ...[1, 2, 3, 4, 5].map((place) => [now + place, String(place)] as const));
    await put('b', [now, 'other']);
    const end = await get('a', { limit: 2 });
    expect(messages(end)).toEqual(['4', '5']);
    const before = await get('a', { limit: 2, nextToken: end.nextBackwardToken });
    expect(messages(before)).toEqual(['2', '3']);
    expect(messages(await get('a', { limit: 9, nextToken: before.nextForwardToken }))).toEqual(['4', '5']);
    const head = await get('a', { limit: 2, startFromHead: true });
    expect(messages(head)).toEqual(['1', '2']);
    expect(messages(await get('a', { nextToken: head.nextForwardToken, startFromHead: true }))).toEqual(['3', '4', '5']);
    expect(messages(await get('a', { startTime: now + 2, endTime: now + 4 }))).toEqual(['2', '3']);
  });

  it('hands the same token back at the end, which later finds what is new', async () => {
    const empty = await get('a');
    expect(messages(empty)).toEqual([]);
    await put('a', [now, '1']);
    const first = await get('a', { nextToken: empty.nextForwardToken });
    expect(messages(first)).toEqual(['1']);
    const last = await get('a', { nextToken: first.nextForwardToken });
    expect(last).toMatchObject({ events: [], nextForwardToken: first.nextForwardToken });
    await put('a', [now, '2']);
    expect(messages(await get('a', { nextToken: last.nextForwardToken }))).toEqual(['2']);
    expect(await refusal('GetLogEvents', { logGroupName, logStreamName: 'a', nextToken: 'x' })).toEqual([
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    ]);
  });
});

describe('FilterLogEvents', () => {
  it('interleaves streams by time, both ends of the range included', async () => {
    await put('a', [now, 'a0'], [now + 2, 'a2']);
    await put('b', [now + 1, 'b1'], [now + 3, 'b3']);
    const { events, searchedLogStreams, nextToken } = await filter({ startTime: now + 1, endTime: now + 3 });
    expect(events).toMatchObject([
      { logStreamName: 'b', message: 'b1', timestamp: now + 1, eventId: expect.stringMatching(/^\d{56}$/) },
      { logStreamName: 'a', message: 'a2' },
      { logStreamName: 'b', message: 'b3' },
    ]);
    expect([searchedLogStreams, nextToken]).toEqual([[], undefined]);
    expect(messages(await filter({ logStreamNames: ['a'] }))).toEqual(['a0', 'a2']);
    expect(messages(await filter({ logStreamNamePrefix: 'b' }))).toEqual(['b1', 'b3']);
    expect(messages(await filter({ startFromHead: false, startTime: now, limit: 3 }))).toEqual(['b3', 'a2', 'b1']);
  });

  it('takes any time that is a number, and no negative one', async () => {
    await put('a', [now, 'x']);
    expect(messages(await filter({ startTime: now - 0.5, endTime: 1e30 }))).toEqual(['x']);
    expect(messages(await get('a', { endTime: 1e30 }))).toEqual(['x']);
    expect((await refusal('FilterLogEvents', { logGroupName, startTime: -1 }))[1]).toContain("at 'startTime'");
    expect((await refusal('FilterLogEvents', { logGroupName, logStreamNames: [] }))[1]).toContain("at 'logStreamNames'");
  });

  it('matches patterns, and refuses bad ones', async () => {
    await put('a', [now, '{"level":"ERROR","n":1}'], [now, '{"level":"INFO"}'], [now, 'plain ERROR']);
    expect(messages(await filter({ filterPattern: 'ERROR' }))).toEqual(['{"level":"ERROR","n":1}', 'plain ERROR']);
    expect(messages(await filter({ filterPattern: '{ $.level = "ERROR" }' }))).toEqual(['{"level":"ERROR","n":1}']);
    expect(await refusal('FilterLogEvents', { logGroupName, filterPattern: '{ $.level }' })).toEqual([
      'InvalidParameterException',
      'Invalid filter pattern: expected an operator, IS, EXISTS or NOT EXISTS at position 10',
    ]);
    expect(await refusal('FilterLogEvents', { logGroupName, filterPattern: 'a-b' })).toEqual([
      'InvalidParameterException',
      "Invalid character(s) in term 'a-b'",
    ]);
  });

  it('pages through events of one millisecond without losing or doubling any', async () => {
    for (let batch = 0; batch < 3; batch++)
      await put('a', ...Array.from({ length: 40 }, (_, place) => [now, `${batch}-${place}`] as const));
    const events = await filterAll({ limit: 7 });
    expect(events).toHaveLength(120);
    expect(new Set(events.map((event) => event.eventId)).size).toBe(120);
    expect(events.map((event) => event.eventId).toSorted()).toEqual(events.map((event) => event.eventId));
    expect(await filterAll({ limit: 7, filterPattern: '"1-"' })).toHaveLength(40);
  });

  it('ends a page at a megabyte', async () => {
    for (let place = 0; place < 5; place++) await put('a', [now, String(place).repeat(600_000)]);
    const page = await filter();
    expect(page.events).toHaveLength(1);
    expect((await filterAll({})).map((event) => event.message?.charAt(0)).join('')).toBe('01234');
    expect(messages(await get('a', { startFromHead: true }))).toHaveLength(1);
  });

  it('followed as aws logs tail follows it shows every event once', async () => {
    const shown: string[] = [];
    let startTime = now - hour;
    let seen = new Set<string>();
    const poll = async () => {
      for (const event of await filterAll({ startTime, limit: 3, interleaved: true })) {
        if (seen.has(event.eventId ?? '')) continue;
        shown.push(event.message ?? '');
        if ((event.timestamp ?? 0) > startTime) {
          startTime = event.timestamp ?? 0;
          seen = new Set();
        }
        seen.add(event.eventId ?? '');
      }
    };
    const written: string[] = [];
    for (let round = 0; round < 8; round++) {
      const stamped = Array.from({ length: 5 }, (_, place) => `${round}.${place}`);
      written.push(...stamped);
      const writing = logs.logSink.write(
        tenant,
        logGroupName,
        round % 2 ? 'a' : 'new',
        stamped.map((message) => ({ timestamp: now + Math.floor(round / 3), message })),
      );
      await Promise.all([writing, poll()]);
    }
    await poll();
    expect(shown).toEqual(written);
  });
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
      ...{ distribution: 'ByLogStream', creationTime: expect.any(Number) },
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
    expect(asked.filter(([name]) => name === other)).toEqual([
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
    invoked.length = 0;
    await put('a', [now, 'ERROR'], [now, 'fine']);
    await expect.poll(() => invoked.length).toBe(1);
    expect(invoked[0]).toMatchObject({ tenant, functionName: allowed, invocationType: 'Event' });
  });
});

describe('metric filters', () => {
  const transform = { metricName: 'errors', metricNamespace: 'mine', metricValue: '1' };
  const filterOf = (filterName: string, more: object = {}) => ({
    ...{ logGroupName, filterName, filterPattern: 'ERROR', metricTransformations: [transform] },
    ...more,
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
    measured.length = 0;
    await put('a', [now, 'ERROR 1'], [now, 'fine']);
    expect(measured).toMatchObject([{ namespace: 'mine', name: 'errors', values: [1], counts: [1] }]);
  });

  it('take no value that the pattern does not name, and no default beside dimensions', async () => {
    const refused = async (change: object) =>
      (await refusal('PutMetricFilter', filterOf('f', { metricTransformations: [{ ...transform, ...change }] })))[1];
    expect(await refused({ metricValue: 'many' })).toContain("metricValue 'many' is neither a number nor a field");
    expect(await refused({ metricValue: '$size' })).toContain('is not a field of the filter pattern');
    expect(await refused({ defaultValue: 0, dimensions: { a: '$x' } })).toContain('are mutually exclusive properties');
    expect(await refused({ unit: 'Parsecs' })).toContain('enum value set');
    expect(await refused({ metricNamespace: 'a:b' })).toContain('regular expression pattern');
  });

  it('can be tried', async () => {
    expect(
      await call('TestMetricFilter', { filterPattern: '[level = E*, ms]', logEventMessages: ['INFO 1', 'ERROR 2'] }),
    ).toEqual({ matches: [{ eventNumber: 1, eventMessage: 'ERROR 2', extractedValues: { $level: 'ERROR', $ms: '2' } }] });
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
    expect(messages(await filter())).toEqual(['new']);
    expect(messages(await get('a'))).toEqual(['new']);
    expect(await put('a', [now - 30 * hour, 'old'])).toMatchObject({
      rejectedLogEventsInfo: { expiredLogEventEndIndex: 1 },
    });
  });

  it('removes from the table what no read shows any more', async () => {
    const rows = async (message: string) => {
      await store.ingestLog.settled();
      return store.clickhouse.query('SELECT message FROM log_event WHERE message = {message:String}', { message });
    };
    await put('a', [now - 30 * hour, `expired ${logGroupName}`]);
    await put('a', [now, `kept ${logGroupName}`]);
    await put('b', [now, `deleted ${logGroupName}`]);
    await call('PutRetentionPolicy', { logGroupName, retentionInDays: 1 });
    await call('DeleteLogStream', { logGroupName, logStreamName: 'b' });
    const groups = openLogGroups(store.controlPlane, Date.now);
    await sweepEvents(store.clickhouse, store.ingestLog, groups, Date.now());
    expect(await rows(`expired ${logGroupName}`)).toEqual([]);
    expect(await rows(`deleted ${logGroupName}`)).toEqual([]);
    expect(await rows(`kept ${logGroupName}`)).toHaveLength(1);
    expect(groups.deleted.all()).toEqual([]);
  });
});

describe('the sink of functions', () => {
  it('makes group and stream with the first line', async () => {
    const group = `${logGroupName}/lambda`;
    await logs.logSink.write(tenant, group, '2026/01/01/[$LATEST]0', [
      { timestamp: now, message: 'START\n' },
      { timestamp: now, message: 'END\n' },
    ]);
    expect(messages(await filter({ logGroupName: group }))).toEqual(['START\n', 'END\n']);
  });

  it('takes more at once than a record of the log should hold', async () => {
    const lines = Array.from({ length: 7 }, (_, place) => String(place).repeat(900_000));
    await logs.logSink.write(
      tenant,
      logGroupName,
      'a',
      lines.map((message) => ({ timestamp: now, message })),
    );
    expect((await filterAll({})).map((event) => event.message?.charAt(0)).join('')).toBe('0123456');
  });

  it('keeps accounts and regions apart', async () => {
    await logs.logSink.write({ ...tenant, region: 'us-east-1' }, logGroupName, 'a', [{ timestamp: now, message: 'elsewhere' }]);
    expect(messages(await filter())).toEqual([]);
  });
});
