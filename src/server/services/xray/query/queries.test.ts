/**
 * BatchGetTraces, GetTraceSummaries and GetTraceGraph over a real store: what was sent is found, in pages, by every time range type,
 * and what the store decides of a filter never changes the answer.
 */
import type { GetTraceSummariesRequest } from '@aws-sdk/client-xray';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openXrayStore, type XrayStore } from '../../../../../tests/harness/xray-store.ts';
import type { Segment } from '../../../../model/segment-document.ts';
import type { Store } from '../../../store/store.ts';
import type { CallContext } from '../../service.ts';
import { Groups } from '../groups/groups.ts';
import { batchGetTraces } from '../operations/batch-get-traces.ts';
import { getTraceGraph } from '../operations/get-trace-graph.ts';
import { getTraceSummaries } from '../operations/get-trace-summaries.ts';
import type { Xray } from '../service.ts';

let opened: XrayStore;
let store: Store;
let xray: Xray;
let accounts = 200_000_000_000;

beforeAll(async () => {
  opened = await openXrayStore();
  ({ store, xray } = opened);
}, 60_000);

afterAll(() => opened?.close());

/** A tenant of its own for each test. */
function newCall(): CallContext {
  const account = String(++accounts);
  return { account, region: 'us-east-1', signal: new AbortController().signal } as unknown as CallContext;
}

interface Page {
  readonly TraceSummaries: readonly { readonly Id: string; readonly StartTime: Date; readonly MatchedEventTime?: Date }[];
  readonly TracesProcessedCount: number;
  readonly NextToken: string | null;
  readonly ApproximateTime: Date;
}

async function summaries(call: CallContext, input: Partial<GetTraceSummariesRequest> = {}): Promise<Page> {
  const request = { StartTime: at(0), EndTime: at(3600), ...input };
  return (await getTraceSummaries({ ...store, groups: new Groups(store.controlPlane) })(request, call)) as Page;
}

async function allIds(call: CallContext, input: Partial<GetTraceSummariesRequest> = {}): Promise<string[]> {
  const ids: string[] = [];
  let token: string | null = null;
  do {
    const page: Page = await summaries(call, { ...input, ...(token !== null && { NextToken: token }) });
    ids.push(...page.TraceSummaries.map(({ Id }) => Id));
    token = page.NextToken;
  } while (token !== null);
  return ids;
}

const base = 1_790_000_000;
const at = (seconds: number) => new Date((base + seconds) * 1000);
const traceId = (n: number) => `1-00000000-${n.toString(16).padStart(24, '0')}`;
const hex = (n: number) => n.toString(16).padStart(16, '0');

function segment(trace: number, start: number, fields: Partial<Segment> = {}): Segment {
  const id = hex(trace + 1);
  return { id, name: 'api', trace_id: traceId(trace), start_time: base + start, end_time: base + start + 1, ...fields };
}

async function put(call: CallContext, ...documents: readonly Segment[]): Promise<void> {
  expect(
    await xray.segmentSink.accept(
      call,
      documents.map((document) => JSON.stringify(document)),
    ),
  ).toEqual([]);
}

describe('BatchGetTraces', () => {
  it('reads what was written, in the order asked for, and leaves out what is not there', async () => {
    const call = newCall();
    await put(call, segment(1, 0), segment(2, 5));
    const answer = await batchGetTraces(store)({ TraceIds: [traceId(2), traceId(9), traceId(1)] }, call);
    expect(answer).toMatchObject({
      Traces: [{ Id: traceId(2), Duration: 1 }, { Id: traceId(1) }],
      UnprocessedTraceIds: [],
      NextToken: null,
    });
    const [{ Document }] = (answer as { Traces: [{ Segments: [{ Document: string }] }] }).Traces[0].Segments;
    expect(JSON.parse(Document)).toEqual(segment(2, 5));
  });

  it('keeps accounts apart', async () => {
    await put(newCall(), segment(1, 0));
    expect(await batchGetTraces(store)({ TraceIds: [traceId(1)] }, newCall())).toMatchObject({ Traces: [] });
  });

  it.each([
    [[1, 2, 3, 4, 5, 6].map(traceId), 'Exceeding maximum query size: 5'],
    [[traceId(1), traceId(1)], 'Containing duplicate trace ids'],
    [['nonsense'], 'Invalid trace id nonsense: incorrect id format'],
  ])('refuses %o', async (ids, message) => {
    await expect(batchGetTraces(store)({ TraceIds: ids }, newCall())).rejects.toMatchObject({
      code: 'InvalidRequestException',
      message,
    });
  });
});

describe('GetTraceGraph', () => {
  it('draws one trace, without times', async () => {
    const call = newCall();
    await put(call, segment(1, 0));
    const { Services } = (await getTraceGraph(store)({ TraceIds: [traceId(1)] }, call)) as { Services: object[] };
    expect(Services).toMatchObject([
      { Name: 'api', Root: true },
      { Name: 'api', Type: 'client' },
    ]);
    expect(Services[0]).not.toHaveProperty('StartTime');
  });

  it.each([
    [[], 'Zero trace ids provided'],
    [['nonsense'], 'Invalid traceId. ErrorCode: InvalidId'],
    [[traceId(404)], 'Trace id not found'],
  ])('refuses %o', async (ids, message) => {
    await expect(getTraceGraph(store)({ TraceIds: ids }, newCall())).rejects.toMatchObject({ message });
  });
});

describe('GetTraceSummaries', () => {
  it('finds the traces that start in the range, newest first, whatever their ids say', async () => {
    const call = newCall();
    await put(call, segment(1, -1), segment(2, 0), segment(3, 1800), segment(4, 3599), segment(5, 3600));
    await put(call, { ...segment(1, 10), id: hex(77) });
    const page = await summaries(call);
    expect(page.TraceSummaries.map(({ Id }) => Id)).toEqual([4, 3, 2].map(traceId));
    expect(page.TracesProcessedCount).toBe(3);
    expect(page.NextToken).toBeNull();
    expect(page.TraceSummaries[0]?.StartTime).toEqual(at(3599));
  });

  it('pages through all traces exactly once, also those that start at the same time', async () => {
    const call = newCall();
    const documents = Array.from({ length: 1200 }, (_, n) => segment(n, Math.floor(n / 100) * 200));
    for (let from = 0; from < documents.length; from += 50) await put(call, ...documents.slice(from, from + 50));
    for (const TimeRangeType of ['TraceId', 'Service'] as const) {
      const ids = await allIds(call, { TimeRangeType });
      expect(ids).toHaveLength(1200);
      expect(new Set(ids).size).toBe(1200);
    }
  });

  it('finds traces by their last update for Event, and says when that was', async () => {
    const call = newCall();
    const before = new Date();
    await put(call, segment(1, 0));
    const after = new Date(Date.now() + 1000);
    const page = await summaries(call, { TimeRangeType: 'Event', StartTime: before, EndTime: after });
    expect(page.TraceSummaries.map(({ Id }) => Id)).toEqual([traceId(1)]);
    const matched = page.TraceSummaries[0]?.MatchedEventTime?.getTime() ?? 0;
    expect(matched).toBeGreaterThan(before.getTime() - 1000);
    expect(matched % 1000).toBe(0);
    expect(page.ApproximateTime).toEqual(new Date(Math.floor(before.getTime() / 1000) * 1000));
    expect(await allIds(call, { TimeRangeType: 'Event', StartTime: at(0), EndTime: at(1) })).toEqual([]);
  });

  it('finds traces by the end of a segment for Service, and looks only at those in bodies', async () => {
    const call = newCall();
    const callee = { ...segment(1, 5), id: hex(50), name: 'late', parent_id: hex(2), end_time: base + 500, fault: true };
    await put(call, segment(1, 0, { end_time: base + 10 }), callee);
    const late = { StartTime: at(400), EndTime: at(500), TimeRangeType: 'Service' } as const;
    expect(await allIds(call, late)).toEqual([traceId(1)]);
    expect(await allIds(call, { ...late, FilterExpression: 'service("late") { fault }' })).toEqual([traceId(1)]);
    expect(await allIds(call, { ...late, FilterExpression: 'service("api") { ok }' })).toEqual([]);
  });

  it('answers each filter as the model alone would', async () => {
    const call = newCall();
    const kinds: readonly Partial<Segment>[] = [
      {},
      { fault: true, http: { request: { url: 'http://x/a', method: 'GET' }, response: { status: 500 } } },
      { error: true, throttle: true, http: { response: { status: 429 } } },
      {
        error: true,
        fault: true,
        user: 'u',
        http: { request: { url: 'http://x/b', method: 'POST' }, response: { status: 404 } },
      },
      { annotations: { key: 1, text: 'a"b' }, end_time: base + 60 },
      { annotations: { key: '1' }, user: 'v', parent_id: hex(999) },
      { in_progress: true, end_time: undefined },
    ];
    await put(call, ...kinds.map((fields, n) => segment(n, n, fields)));
    const cases: readonly (readonly [string, readonly number[]])[] = [
      ['fault', [1, 3]],
      ['error', [3]],
      ['throttle', [2]],
      ['fault = true', [1, 3]],
      ['!fault', [0, 2, 4, 5, 6]],
      ['http.status = 500', [1]],
      ['http.status < 450', [2, 3]],
      ['http.url CONTAINS "/b"', [3]],
      ['http.url BEGINSWITH "http://x"', [1, 3]],
      ['http.method = "GET"', [1]],
      ['user = "u"', [3]],
      ['user', [3, 5]],
      ['annotation.key = 1', [4]],
      ['annotation.key = "1"', [5]],
      [String.raw`annotation.text = "a\"b"`, [4]],
      ['responsetime = 1', [0, 1, 2, 3]],
      ['responsetime > 50', [4]],
      ['fault AND user = "u" AND http.status = 404', [3]],
      ['fault OR annotation.key = 1', [1, 3, 4]],
      ['partial', [5]],
      ['group.name = "Default"', [0, 1, 2, 3, 4, 5, 6]],
      ['service("api") { fault }', [1, 3]],
    ];
    const byUpdate = {
      TimeRangeType: 'Event',
      StartTime: new Date(Date.now() - 60_000),
      EndTime: new Date(Date.now() + 60_000),
    } as const;
    for (const [FilterExpression, expected] of cases) {
      const found = async (range: Partial<GetTraceSummariesRequest>): Promise<string[]> =>
        (await allIds(call, { ...range, FilterExpression })).sort();
      expect([FilterExpression, await found({})]).toEqual([FilterExpression, expected.map(traceId)]);
      expect([FilterExpression, await found(byUpdate)]).toEqual([FilterExpression, expected.map(traceId)]);
      // Nothing of the last one has ended.
      const ended = expected.filter((n) => n < 6).map(traceId);
      expect([FilterExpression, await found({ TimeRangeType: 'Service' })]).toEqual([FilterExpression, ended]);
    }
  }, 60_000);

  it('counts the traces that it has processed, also those that do not match', async () => {
    const call = newCall();
    const kinds = Array.from({ length: 300 }, (_, n) => segment(n, n, n % 100 === 0 ? { fault: true } : { annotations: { n } }));
    for (let from = 0; from < 300; from += 50) await put(call, ...kinds.slice(from, from + 50));
    const processed = async (input: Partial<GetTraceSummariesRequest>) => (await summaries(call, input)).TracesProcessedCount;
    expect(await processed({ FilterExpression: 'fault' })).toBe(300);
    expect(await processed({ FilterExpression: 'annotation.n = 7', StartTime: at(5), EndTime: at(10) })).toBe(5);
    expect(await processed({ FilterExpression: 'annotation.n = 7', TimeRangeType: 'Service', EndTime: at(10) })).toBe(10);
    const first = await summaries(call, { FilterExpression: 'annotation.n' });
    const second = await summaries(call, { FilterExpression: 'annotation.n', NextToken: first.NextToken ?? '' });
    expect([first.TraceSummaries.length, second.TraceSummaries.length]).toEqual([250, 47]);
    expect(first.TracesProcessedCount + second.TracesProcessedCount).toBe(300);
  });

  it('binds a token to the call that it came from', async () => {
    const call = newCall();
    await put(call, ...Array.from({ length: 50 }, (_, n) => segment(n, n)));
    for (let from = 50; from < 300; from += 50)
      await put(call, ...Array.from({ length: 50 }, (_, n) => segment(from + n, from + n)));
    const NextToken = (await summaries(call)).NextToken ?? '';
    await expect(summaries(call, { NextToken, FilterExpression: 'ok' })).rejects.toMatchObject({
      message: `Invalid token ${NextToken}`,
    });
    await expect(summaries(call, { NextToken: 'zzz' })).rejects.toMatchObject({ message: 'Invalid token zzz' });
    expect((await summaries(call, { NextToken })).TraceSummaries).toHaveLength(50);
  });

  it('samples the same traces each time at a fixed rate', async () => {
    const call = newCall();
    await put(call, segment(1, 0));
    const event = {
      TimeRangeType: 'Event',
      Sampling: true,
      StartTime: new Date(Date.now() - 60_000),
      EndTime: new Date(Date.now() + 60_000),
    } as const;
    expect(await allIds(call, { ...event, SamplingStrategy: { Name: 'FixedRate', Value: 1 } })).toEqual([traceId(1)]);
    expect(await allIds(call, { ...event, SamplingStrategy: { Name: 'FixedRate', Value: 0 } })).toEqual([]);
  });

  it.each([
    [{ EndTime: at(-1) }, 'End time cannot be earlier than start time'],
    [{ EndTime: at(24 * 3600 + 1) }, 'Time range cannot be longer than 24 hours'],
    [{ FilterExpression: 'nonsense' }, 'Invalid filter expression: unknown keyword "nonsense" at position 0'],
    [{ FilterExpression: 'group.name = "other"' }, 'Group not found.'],
    [
      { Sampling: true, SamplingStrategy: { Name: 'FixedRate', Value: 0.5 } },
      'Cannot use FixedRate with input time range type: TraceId. Please try using time range type: Event',
    ],
    [
      { Sampling: true, SamplingStrategy: { Name: 'FixedRate', Value: 2 } },
      'sampling rate must be specified and its value must be between [0, 1]',
    ],
    [
      { Sampling: true, TimeRangeType: 'Event', SamplingStrategy: { Name: 'FixedRate' } },
      'sampling rate must be specified and its value must be between [0, 1]',
    ],
  ] as const)('refuses %o', async (input, message) => {
    await expect(summaries(newCall(), input as Partial<GetTraceSummariesRequest>)).rejects.toMatchObject({
      code: 'InvalidRequestException',
      message,
    });
  });

  it.each([
    [{ TimeRangeType: 'Start' }, 'timeRangeType'],
    [{ SamplingStrategy: { Name: 'Some' } }, 'samplingStrategy.name'],
  ])('knows no %o', async (input, member) => {
    await expect(summaries(newCall(), input as Partial<GetTraceSummariesRequest>)).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(
        `at '${member}' failed to satisfy constraint: Member must satisfy enum value set`,
      ) as string,
    });
  });

  it('shows what has ended of a trace whose root has not, to BatchGetTraces', async () => {
    const call = newCall();
    const root = segment(1, 0, { in_progress: true, end_time: undefined });
    await put(call, root, { ...segment(1, 1), id: hex(70), parent_id: hex(2) });
    expect((await summaries(call)).TraceSummaries[0]).toMatchObject({ Duration: undefined });
    expect(await batchGetTraces(store)({ TraceIds: [traceId(1)] }, call)).toMatchObject({ Traces: [{ Duration: 2 }] });
  });
});
