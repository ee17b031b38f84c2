import type {
  DescribeQueriesResponse,
  GetLogGroupFieldsResponse,
  GetLogRecordResponse,
  GetQueryResultsResponse,
  StartQueryRequest,
  StartQueryResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, tenant } from '../../service.fixture.ts';
import { testLogs } from '../service.fixture.ts';

const logs = testLogs();
const { call } = logs;
const refusal = (operation: string, input: object) => refusalOf(call(operation, input));
/** The beginning of a second, a minute ago. */
const base = Math.floor(Date.now() / 1000 - 60) * 1000;

const range = { startTime: base / 1000 - 3600, endTime: base / 1000 + 3600 };

async function ask(queryString: string, input: Partial<StartQueryRequest> = {}): Promise<GetQueryResultsResponse> {
  const groups = input.logGroupNames || input.logGroupIdentifiers ? {} : { logGroupName: '/one' };
  const { queryId } = await call<StartQueryResponse>('StartQuery', { ...range, ...groups, queryString, ...input });
  return expect
    .poll(() => call<GetQueryResultsResponse>('GetQueryResults', { queryId }), { timeout: 15_000 })
    .toMatchObject({ status: 'Complete' })
    .then(() => call<GetQueryResultsResponse>('GetQueryResults', { queryId }));
}

const rows = ({ results = [] }: GetQueryResultsResponse) =>
  results.map((row) => Object.fromEntries(row.map(({ field, value }) => [field ?? '', value])));

beforeAll(async () => {
  const lines = (from: number, count: number) =>
    Array.from({ length: count }, (_, place) => ({
      timestamp: base + from + place,
      message: JSON.stringify({ n: place, level: place % 10 === 0 ? 'ERROR' : 'INFO' }),
    }));
  await logs.logSink.write(tenant, '/one', 'a', lines(0, 6000));
  await logs.logSink.write(tenant, '/one', 'b', lines(6000, 6000));
  await logs.logSink.write(tenant, '/two', 'c', [{ timestamp: base + 5999, message: '{"n":-1,"level":"ERROR"}' }]);
}, 60_000);

describe('a query', () => {
  it('sees all events of its time, and tells how many', async () => {
    const answer = await ask('stats count(*) as n, sum(n) as total by level | sort level');
    expect(rows(answer)).toEqual([
      { level: 'ERROR', n: '1200', total: String(2 * 1_797_000) },
      { level: 'INFO', n: '10800', total: String(2 * (17_997_000 - 1_797_000)) },
    ]);
    expect(answer.statistics).toMatchObject({ recordsMatched: 12_000, recordsScanned: 12_000, logGroupsScanned: 1 });
    expect(answer.statistics?.bytesScanned).toBeGreaterThan(12_000 * 26);
    const second = { startTime: base / 1000 + 6, endTime: base / 1000 + 6 };
    expect(rows(await ask('stats count(*) as n', second))).toEqual([{ n: '1000' }]);
    const milliseconds = { startTime: base + 6000, endTime: base + 6001 };
    expect(rows(await ask('stats count(*) as n', milliseconds))).toEqual([{ n: '2' }]);
    expect((await refusal('StartQuery', { logGroupName: '/one', queryString: 'limit 1', startTime: 2, endTime: 1 })).code).toBe(
      'InvalidParameterException',
    );
  });

  it('shows the newest events first, of all of its groups', async () => {
    const logGroupNames = ['/one', '/two'];
    const around = await ask('filter n = -1 or n = 5999 or n = 0 | fields n, @logStream, @log', { logGroupNames });
    expect(rows(around).map(({ n, '@log': log, '@logStream': stream }) => [n, log, stream])).toEqual([
      ['5999', '123456789012:/one', 'b'],
      ['0', '123456789012:/one', 'b'],
      ['-1', '123456789012:/two', 'c'],
      ['5999', '123456789012:/one', 'a'],
      ['0', '123456789012:/one', 'a'],
    ]);
    expect(around.statistics).toMatchObject({ recordsMatched: 5, recordsScanned: 12_001, logGroupsScanned: 2 });
  });

  it('reads less when the database can tell, with the same answer', async () => {
    const narrowed = await ask('filter @message like "ERROR" and @logStream = "a" | stats count(*) as n');
    expect(rows(narrowed)).toEqual([{ n: '600' }]);
    expect(narrowed.statistics).toMatchObject({ recordsMatched: 600, recordsScanned: 12_000 });
    expect(rows(await ask('filter @logStream = "nothing" | stats count(*) as n'))).toEqual([]);
    const some = await ask('fields n | limit any 3');
    expect(some.results).toHaveLength(3);
    expect(some.statistics?.recordsScanned).toBeLessThan(12_000);
  });

  it('gives 10,000 rows unless told otherwise, in pages', async () => {
    expect((await ask('fields n')).results).toHaveLength(10_000);
    expect((await ask('fields n', { limit: 7 })).results).toHaveLength(7);
    const { queryId } = await call<StartQueryResponse>('StartQuery', {
      ...{ ...range, logGroupName: '/one', queryString: 'fields n | limit 12000' },
    });
    await expect.poll(() => call('GetQueryResults', { queryId })).toMatchObject({ status: 'Complete' });
    const first = await call<GetQueryResultsResponse>('GetQueryResults', { queryId });
    const second = await call<GetQueryResultsResponse>('GetQueryResults', { queryId, nextToken: first.nextToken });
    expect([first.results?.length, second.results?.length, second.nextToken]).toEqual([10_000, 2000, undefined]);
  });

  it('is described, and not stopped when it has ended', async () => {
    await call('CreateLogGroup', { logGroupName: '/described' });
    expect(await call('DescribeQueries', { logGroupName: '/described' })).toMatchObject({ queries: [] });
    const logGroupIdentifiers = ['arn:aws:logs:eu-west-1:123456789012:log-group:/described'];
    await ask('fields @message', { logGroupIdentifiers });
    const { queries = [] } = await call<DescribeQueriesResponse>('DescribeQueries', {
      ...{ logGroupName: '/described', status: 'Complete' },
    });
    expect(queries).toMatchObject([
      {
        queryString: `SOURCE "/described" START=${base - 3_600_000} END=${base + 3_600_999} | fields @message`,
        ...{ status: 'Complete', logGroupName: '/described', queryLanguage: 'CWLI' },
        ...{ createTime: expect.any(Number), userIdentity: 'arn:aws:iam::123456789012:root' },
      },
    ]);
    expect(await call('ListLogGroupsForQuery', { queryId: queries[0]?.queryId })).toEqual({
      logGroupIdentifiers: ['/described'],
    });
    const stopped = await refusal('StopQuery', { queryId: queries[0]?.queryId });
    expect([stopped.code, stopped.message]).toEqual([
      'InvalidParameterException',
      `Query ${queries[0]?.queryId} is not currently running`,
    ]);
    expect((await refusal('GetQueryResults', { queryId: 'nothing' })).code).toBe('ResourceNotFoundException');
  });

  it('that never ends can be stopped, and keeps nothing else waiting', async () => {
    const endless = { ...range, logGroupName: '/one', queryString: 'filter @message like /^(([^Z])+)+Z$/ | limit 1' };
    const { queryId } = await call<StartQueryResponse>('StartQuery', endless);
    await expect.poll(() => call('GetQueryResults', { queryId })).toMatchObject({ status: 'Running' });
    expect(rows(await ask('stats count(*) as n'))).toEqual([{ n: '12000' }]);
    expect(await call('StopQuery', { queryId })).toEqual({ success: true });
    expect(await call('GetQueryResults', { queryId })).toMatchObject({ status: 'Cancelled', results: [] });
    expect(rows(await ask('stats count(*) as n'))).toEqual([{ n: '12000' }]);
  });

  it('is refused when it makes no sense', async () => {
    const error = await refusal('StartQuery', { ...range, logGroupName: '/one', queryString: 'fields n | count()' });
    expect([error.code, error.message, error.members]).toEqual([
      'MalformedQueryException',
      'unexpected symbol found count at line 1 and position 11',
      {
        queryCompileError: {
          location: { startCharOffset: 11, endCharOffset: 16 },
          message: 'unexpected symbol found count at line 1 and position 11',
        },
      },
    ]);
    const missing = await refusal('StartQuery', { ...range, logGroupName: '/nothing', queryString: 'fields n' });
    expect([missing.code, missing.message]).toEqual([
      'ResourceNotFoundException',
      expect.stringMatching(/^Log group '\/nothing' does not exist for account ID '123456789012' \(/),
    ]);
    for (const input of [{}, { logGroupName: '/one', logGroupNames: ['/two'] }, { logGroupNames: [] }])
      expect((await refusal('StartQuery', { ...range, ...input, queryString: 'fields n' })).code).toBe(
        'InvalidParameterException',
      );
    const sql = { ...range, logGroupName: '/one', queryString: 'SELECT 1', queryLanguage: 'SQL' };
    expect((await refusal('StartQuery', sql)).message).toContain('The query language SQL is not built');
  });
});

describe('records', () => {
  it('have all their fields behind a pointer', async () => {
    const answer = rows(await ask('filter n = 17 and @logStream = "a"'));
    const pointer = answer[0]?.['@ptr'];
    expect(await call<GetLogRecordResponse>('GetLogRecord', { logRecordPointer: pointer })).toEqual({
      logRecord: {
        '@ptr': pointer,
        '@timestamp': String(base + 17),
        '@ingestionTime': expect.stringMatching(/^\d{13}$/),
        '@logStream': 'a',
        '@log': '123456789012:/one',
        '@message': '{"n":17,"level":"INFO"}',
        n: '17',
        level: 'INFO',
      },
    });
    expect((await refusal('GetLogRecord', { logRecordPointer: 'nonsense' })).code).toBe('InvalidParameterException');
  });

  it('have fields that their group tells of', async () => {
    const { logGroupFields = [] } = await call<GetLogGroupFieldsResponse>('GetLogGroupFields', { logGroupName: '/one' });
    expect(logGroupFields).toContainEqual({ name: 'level', percent: 100 });
    expect(logGroupFields.map(({ name }) => name)).toContain('@message');
  });
});

describe('query definitions', () => {
  it('are kept by id, listed by name, and deleted', async () => {
    const definition = { name: 'errors/all', queryString: 'filter level = "ERROR"', logGroupNames: ['/one'] };
    const { queryDefinitionId } = await call<{ queryDefinitionId: string }>('PutQueryDefinition', definition);
    await call('PutQueryDefinition', { name: 'other', queryString: 'fields n' });
    expect(await call('DescribeQueryDefinitions', { queryDefinitionNamePrefix: 'errors/' })).toEqual({
      queryDefinitions: [{ ...definition, queryDefinitionId, queryLanguage: 'CWLI', lastModified: expect.any(Number) }],
      nextToken: undefined,
    });
    await call('PutQueryDefinition', { queryDefinitionId, name: 'renamed', queryString: 'fields n' });
    expect(await call('DescribeQueryDefinitions', { queryDefinitionNamePrefix: 'renamed' })).toMatchObject({
      queryDefinitions: [{ queryDefinitionId, name: 'renamed', logGroupNames: undefined }],
    });
    expect(await call('DeleteQueryDefinition', { queryDefinitionId })).toEqual({ success: true });
    expect((await refusal('DeleteQueryDefinition', { queryDefinitionId })).code).toBe('ResourceNotFoundException');
    const unknown = { queryDefinitionId, name: 'n', queryString: 'fields n' };
    expect((await refusal('PutQueryDefinition', unknown)).code).toBe('ResourceNotFoundException');
  });
});
