/**
 * Graphs and time series of groups over a real store: the same as the pure model makes of the traces that the group's filter matches,
 * whatever arrives late, and the numbers that AWS answered for the same traces.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openXrayStore, type XrayStore } from '../../../../../tests/harness/xray-store.ts';
import { matches } from '../../../../model/filter-expression/evaluate.ts';
import { parseFilterExpression } from '../../../../model/filter-expression/parse.ts';
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import { serviceGraph } from '../../../../model/service-graph.ts';
import { assembleTrace, type StoredDocument } from '../../../../model/trace.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import type { CallContext } from '../../service.ts';
import type { Xray } from '../service.ts';

let opened: XrayStore;
let xray: Xray;
let accounts = 300_000_000_000;

beforeAll(async () => {
  opened = await openXrayStore();
  ({ xray } = opened);
}, 60_000);

afterAll(() => opened?.close());

interface Point {
  readonly Timestamp: Date;
  readonly ServiceSummaryStatistics?: { readonly TotalCount: number; readonly TotalResponseTime: number };
  readonly EdgeSummaryStatistics?: { readonly TotalCount: number; readonly TotalResponseTime: number };
  readonly ResponseTimeHistogram?: readonly { readonly Value: number; readonly Count: number }[];
}

interface Answer {
  readonly Services: readonly object[];
  readonly TimeSeriesServiceStatistics: readonly Point[];
}

interface Tenant {
  readonly account: string;
  readonly region: string;
}

const newTenant = (): Tenant => ({ account: String(accounts++), region: 'us-east-1' });

async function call(tenant: Tenant, name: string, input: object): Promise<Answer> {
  const operation = xray.service.operations[name] as unknown as (given: object, by: Partial<CallContext>) => Promise<Answer>;
  return operation(input, tenant);
}

async function failureOf(tenant: Tenant, name: string, input: object): Promise<string> {
  const failure = await call(tenant, name, input).catch((error: unknown) => error);
  if (failure instanceof AwsError) return failure.message;
  throw failure;
}

const window = (from: number, to: number) => ({ StartTime: new Date(from * 1000), EndTime: new Date(to * 1000) });

async function send(tenant: Tenant, documents: readonly SegmentDocument[]): Promise<void> {
  expect(
    await xray.segmentSink.accept(
      tenant,
      documents.map((each) => JSON.stringify(each)),
    ),
  ).toEqual([]);
}

/** The minutes 100 to 104, so that traces cross their bounds. */
const FIRST = 6000;
const LAST = 6300;
const time = fc.integer({ min: FIRST * 10, max: LAST * 10 - 1 }).map((tenths) => tenths / 10);
const filters = ['fault', 'service("back")', 'duration > 20 AND !fault', 'http.status = 200 OR service("front") { fault }'];

/** Documents of few traces, so that some come late for one that was counted already. */
const document = fc
  .record({
    trace: fc.integer({ min: 1, max: 4 }),
    id: fc.integer({ min: 1, max: 6 }),
    parent: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    name: fc.constantFrom('front', 'back'),
    start_time: time,
    seconds: fc.integer({ min: 0, max: 900 }).map((tenths) => tenths / 10),
    status: fc.constantFrom(200, 404, 500, undefined),
  })
  .map(({ trace, id, parent, seconds, status, ...rest }) => {
    const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');
    const sent = {
      ...rest,
      id: hex(id, 16),
      trace_id: `1-00000000-${hex(trace, 24)}`,
      end_time: rest.start_time + seconds,
      parent_id: parent === undefined ? undefined : hex(parent, 16),
      fault: status === 500 ? true : undefined,
      http: status === undefined ? undefined : { response: { status } },
      subsegments: [
        { id: hex(id + 100, 16), name: 'third', namespace: 'remote', start_time: rest.start_time, end_time: rest.start_time },
      ],
    };
    return JSON.parse(JSON.stringify(sent)) as SegmentDocument;
  });
const arrival = fc.array(fc.array(document, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });

function pure(batches: readonly (readonly SegmentDocument[])[], account: string, text: string, from: number, to: number) {
  const traces = new Map<string, StoredDocument[]>();
  for (const [batch, documents] of batches.entries())
    for (const [position, sent] of documents.entries()) {
      const stored = { document: sent, received: batch, collector: 'one', batch, position };
      traces.set(sent.trace_id, [...(traces.get(sent.trace_id) ?? []), stored]);
    }
  const filter = parseFilterExpression(text);
  const members = [...traces]
    .map(([traceId, stored]) => assembleTrace(traceId, stored, account))
    .filter((trace) => trace.startTime >= from && trace.startTime < to && matches(filter, trace, {}));
  return JSON.parse(JSON.stringify(serviceGraph(members))) as unknown;
}

/** AWS's shape back to the model's: epoch seconds, and nothing where AWS prints null. */
function plain({ Services }: Answer): unknown {
  return JSON.parse(JSON.stringify(Services), (_key, value: unknown) => {
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).getTime() / 1000;
    return value === null ? undefined : value;
  });
}

describe('GetServiceGraph of a group', () => {
  it('equals the pure graph of the traces that its filter matches, whatever comes late and in any window', async () => {
    await fc.assert(
      fc.asyncProperty(arrival, fc.array(fc.tuple(time, time), { maxLength: 2 }), async (batches, windows) => {
        const tenant = newTenant();
        for (const [index, text] of filters.entries())
          await call(tenant, 'CreateGroup', { GroupName: `g${index}`, FilterExpression: text });
        for (const [count, documents] of batches.entries()) {
          await send(tenant, documents);
          const sent = batches.slice(0, count + 1);
          for (const [index, text] of filters.entries()) {
            const graph = await call(tenant, 'GetServiceGraph', { ...window(FIRST, LAST), GroupName: `g${index}` });
            expect(plain(graph)).toEqual(pure(sent, tenant.account, text, FIRST, LAST));
          }
        }
        for (const [one, other] of windows) {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          const graph = await call(tenant, 'GetServiceGraph', { ...window(from, to), GroupName: 'g1' });
          expect(plain(graph)).toEqual(pure(batches, tenant.account, filters[1] ?? '', from, to));
        }
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it('follows a change of the filter, and ends with the group', async () => {
    const tenant = newTenant();
    const base = { trace_id: '1-00000000-0000000000000000000000aa', start_time: FIRST, end_time: FIRST + 1 };
    await send(tenant, [{ ...base, id: '00000000000000aa', name: 'front', fault: true }]);
    const nodes = async () =>
      (await call(tenant, 'GetServiceGraph', { ...window(FIRST, LAST), GroupName: 'mine' })).Services.length;
    await call(tenant, 'CreateGroup', { GroupName: 'mine', FilterExpression: 'ok' });
    expect(await nodes()).toBe(0);
    await call(tenant, 'UpdateGroup', { GroupName: 'mine', FilterExpression: '!ok' });
    expect(await nodes()).toBe(2);
    await call(tenant, 'DeleteGroup', { GroupName: 'mine' });
    expect(await failureOf(tenant, 'GetServiceGraph', { ...window(FIRST, LAST), GroupName: 'mine' })).toBe('Group not found.');
  });
});

describe('GetTimeSeriesServiceStatistics', () => {
  const tenant = newTenant();
  const minute = 1_790_844_600;
  /** Front calls back: seconds after the minute, seconds that it took, its status. */
  const requests = [
    [-50, 1.25, 200],
    [-0.5, 2.5, 400],
    [0.2, 0.4, 429],
    [5, 1, 500],
  ] as const;

  beforeAll(async () => {
    await send(
      tenant,
      requests.flatMap(([after, seconds, status], index) => {
        const trace_id = `1-00000000-${String(index).padStart(24, '0')}`;
        const start = minute + after;
        const outcome = {
          http: { response: { status } },
          fault: status >= 500,
          error: status >= 400 && status < 500,
          throttle: status === 429,
        };
        const call = { id: `${index}${'2'.repeat(15)}`, name: 'back', namespace: 'remote' as const, ...outcome };
        return [
          {
            id: `${index}${'1'.repeat(15)}`,
            trace_id,
            name: 'front',
            start_time: start,
            end_time: start + seconds,
            ...outcome,
            subsegments: [{ ...call, start_time: start + 0.05, end_time: start + seconds - 0.05 }],
          },
          {
            id: `${index}${'3'.repeat(15)}`,
            trace_id,
            name: 'back',
            parent_id: call.id,
            start_time: start + 0.1,
            end_time: start + seconds - 0.1,
            ...outcome,
          },
        ];
      }),
    );
  });

  const ask = async (input: object, from = minute - 600, to = minute + 600) =>
    (await call(tenant, 'GetTimeSeriesServiceStatistics', { ...window(from, to), ...input })).TimeSeriesServiceStatistics;
  const at = (seconds: number) => new Date((minute + seconds) * 1000);

  it('has a point for the end of each minute with traces, newest first, as AWS answered for these requests', async () => {
    expect(await ask({ EntitySelectorExpression: 'service("front")' })).toEqual([
      {
        Timestamp: at(60),
        ServiceSummaryStatistics: {
          OkCount: 0,
          ErrorStatistics: { ThrottleCount: 1, OtherCount: 0, TotalCount: 1 },
          FaultStatistics: { OtherCount: 1, TotalCount: 1 },
          TotalCount: 2,
          TotalResponseTime: 1.4,
        },
        ServiceForecastStatistics: {},
        ResponseTimeHistogram: expect.arrayContaining([
          { Value: 1, Count: 1 },
          { Value: 0.4, Count: 1 },
        ]),
      },
      {
        Timestamp: at(0),
        ServiceSummaryStatistics: {
          OkCount: 1,
          ErrorStatistics: { ThrottleCount: 0, OtherCount: 1, TotalCount: 1 },
          FaultStatistics: { OtherCount: 0, TotalCount: 0 },
          TotalCount: 2,
          TotalResponseTime: 3.75,
        },
        ServiceForecastStatistics: {},
        ResponseTimeHistogram: expect.arrayContaining([
          { Value: 2.5, Count: 1 },
          { Value: 1.25, Count: 1 },
        ]),
      },
    ]);
  });

  it.each([
    ['service("back")', 'Service', [1.0, 3.35]],
    ['edge("front", "back")', 'Edge', [1.2, 3.55]],
    ['edge(id(name: "front", type: "client"), "front")', 'Edge', [1.4, 3.75]],
    [undefined, 'Edge', [1.4, 3.75]],
  ])('sums what %s asks for', async (EntitySelectorExpression, kind, seconds) => {
    const points = await ask({ EntitySelectorExpression });
    const sums = points.map((point) => (kind === 'Edge' ? point.EdgeSummaryStatistics : point.ServiceSummaryStatistics));
    expect(sums.map((sum) => sum?.TotalResponseTime)).toEqual(seconds);
  });

  it('has bare points where there are traces but none of what was asked for', async () => {
    const bare = [at(60), at(0)].map((Timestamp) => ({ Timestamp, ServiceForecastStatistics: {} }));
    expect(await ask({ EntitySelectorExpression: 'service("nobody")' })).toEqual(bare);
  });

  it('sums periods of five minutes by the minutes that end in them', async () => {
    const points = await ask({ EntitySelectorExpression: 'service("front")', Period: 300 });
    expect(points.map(({ Timestamp }) => Timestamp)).toEqual([at(300), at(0)]);
    expect(points.map(({ ServiceSummaryStatistics }) => ServiceSummaryStatistics?.TotalCount)).toEqual([2, 2]);
  });

  it.each([
    [-60, 0, 0],
    [0, 60, 1],
    [0, 0, 0],
    [1, 61, 1],
    [-0.5, 0.5, 0],
    [-40, -39, 0],
    [-120, -61, 0],
  ])('has the minutes whose end lies in the window from %d to %d', async (from, to, points) => {
    expect(await ask({}, minute + from, minute + to)).toHaveLength(points);
  });

  it('counts only the traces of a group', async () => {
    await call(tenant, 'CreateGroup', { GroupName: 'failures', FilterExpression: 'fault OR throttle' });
    const points = await ask({ GroupName: 'failures', EntitySelectorExpression: 'service("front")' });
    expect(points.map(({ Timestamp, ServiceSummaryStatistics }) => [Timestamp, ServiceSummaryStatistics?.TotalCount])).toEqual([
      [at(60), 2],
    ]);
  });

  it.each([
    [{ Period: 90 }, 'Time period must be one of [60, 300]'],
    [{ EntitySelectorExpression: 'service("a") { fault }' }, 'Invalid entity selector expression'],
    [{ EntitySelectorExpression: 'fault' }, 'Invalid entity selector expression'],
    [{ GroupName: 'nobody' }, 'Group not found.'],
    [{ ForecastStatistics: true }, 'Forecast statistics are not built here.'],
    [{ NextToken: 'x' }, 'NextToken is currently not supported'],
    [{ StartTime: at(0), EndTime: at(-1) }, 'End time cannot be earlier than start time'],
    [{ StartTime: at(0), EndTime: at(6 * 3600 + 1) }, 'Time range cannot be longer than 6 hours'],
  ])('refuses %o', async (input, message) => {
    const whole = { ...window(minute, minute + 60), ...input };
    expect(await failureOf(tenant, 'GetTimeSeriesServiceStatistics', whole)).toBe(message);
  });
});
