/**
 * GetServiceGraph, answered from cached minutes, against the pure model over all traces at once: whatever the traces, the order and the
 * batches in which they arrive, and however often the graph was asked for in between.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openXrayStore, type XrayStore } from '../../../../../tests/harness/xray-store.ts';
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import { serviceGraph } from '../../../../model/service-graph.ts';
import { assembleTrace, type StoredDocument } from '../../../../model/trace.ts';
import type { Store } from '../../../store/store.ts';
import type { CallContext } from '../../service.ts';
import type { Xray } from '../service.ts';
import { MinuteCache } from './minute-cache.ts';
import { SpanTable } from './span-table.ts';
import { windowGraph } from './window-graph.ts';

let opened: XrayStore;
let store: Store;
let xray: Xray;
let accounts = 100_000_000_000;

beforeAll(async () => {
  opened = await openXrayStore();
  ({ store, xray } = opened);
}, 60_000);

afterAll(() => opened?.close());

interface Answer {
  readonly StartTime: Date | null;
  readonly EndTime: Date | null;
  readonly Services: readonly Record<string, unknown>[];
}

function ask(tenant: { account: string; region: string }, from: number, to: number, more: object = {}): Promise<Answer> {
  const operation = xray.service.operations['GetServiceGraph'] as unknown as (
    input: object,
    call: Partial<CallContext>,
  ) => Promise<Answer>;
  return operation({ StartTime: new Date(from * 1000), EndTime: new Date(to * 1000), ...more }, tenant);
}

/** The minutes 100 to 104, so that traces cross their bounds. */
const FIRST = 6000;
const LAST = 6300;

const time = fc.integer({ min: FIRST * 10, max: LAST * 10 - 1 }).map((tenths) => tenths / 10);
const id = fc.integer({ min: 1, max: 8 }).map((n) => n.toString(16).padStart(16, '0'));
const name = fc.constantFrom('front', 'back', 'DynamoDB', 'third.example');
const entity = fc
  .record({
    id,
    name,
    start_time: time,
    seconds: fc.integer({ min: 0, max: 900 }).map((tenths) => tenths / 10),
    done: fc.integer({ min: 0, max: 9 }),
    fault: fc.option(fc.boolean(), { nil: undefined }),
    throttle: fc.option(fc.boolean(), { nil: undefined }),
    namespace: fc.constantFrom('aws', 'remote', 'local', undefined),
  })
  .map(({ seconds, done, ...rest }) => ({
    ...rest,
    ...(done === 0 ? { in_progress: true } : { end_time: rest.start_time + seconds }),
    ...(rest.name === 'DynamoDB' && { aws: { operation: 'GetItem', table_name: 'orders' } }),
  }));
/** Two levels of subsegments, so that documents stay small. */
const withNested = (child: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .tuple(entity, fc.array(child, { maxLength: 2 }))
    .map(([sent, subsegments]) => (subsegments.length === 0 ? sent : { ...sent, subsegments }));
const tree = withNested(withNested(entity));
const document = fc
  .tuple(
    tree,
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom('segment', 'segment', 'subsegment'),
    fc.option(id, { nil: undefined }),
    fc.constantFrom('AWS::Lambda', undefined),
  )
  .map(([root, trace, type, parent_id, origin]) => {
    const trace_id = `1-00000000-${trace.toString(16).padStart(24, '0')}`;
    if (type === 'subsegment') return { ...root, trace_id, type, parent_id: parent_id ?? '0000000000000001' };
    return { ...root, trace_id, ...(parent_id !== undefined && { parent_id }), ...(origin !== undefined && { origin }) };
  })
  .map((sent) => JSON.parse(JSON.stringify(sent)) as SegmentDocument);
/** Batches in order of arrival. */
const arrival = fc.array(fc.array(document, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 });

function pure(batches: readonly (readonly SegmentDocument[])[], account: string, from: number, to: number): unknown {
  const traces = new Map<string, StoredDocument[]>();
  for (const [batch, documents] of batches.entries())
    for (const [position, sent] of documents.entries()) {
      const stored = { document: sent, received: batch, collector: 'one', batch, position };
      traces.set(sent.trace_id, [...(traces.get(sent.trace_id) ?? []), stored]);
    }
  const assembled = [...traces].map(([traceId, stored]) => assembleTrace(traceId, stored, account));
  return JSON.parse(JSON.stringify(serviceGraph(assembled.filter(({ startTime }) => startTime >= from && startTime < to))));
}

/** AWS's shape back to the model's: epoch seconds, and nothing where AWS prints null. */
function plain(answer: Answer): unknown {
  return JSON.parse(JSON.stringify(answer.Services), (_key, value: unknown) => {
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).getTime() / 1000;
    return value === null ? undefined : value;
  });
}

describe('GetServiceGraph', () => {
  it('equals the pure graph of all traces, in any order of arrival, batching and asking', async () => {
    await fc.assert(
      fc.asyncProperty(arrival, fc.array(fc.tuple(time, time), { maxLength: 2 }), async (batches, windows) => {
        const tenant = { account: String(accounts++), region: 'us-east-1' };
        for (const [index, documents] of batches.entries()) {
          expect(
            await xray.segmentSink.accept(
              tenant,
              documents.map((sent) => JSON.stringify(sent)),
            ),
          ).toEqual([]);
          const sent = batches.slice(0, index + 1);
          expect(plain(await ask(tenant, FIRST, LAST))).toEqual(pure(sent, tenant.account, FIRST, LAST));
        }
        for (const [one, other] of windows) {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          expect(plain(await ask(tenant, from, to))).toEqual(pure(batches, tenant.account, from, to));
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('stays equal over saving and restarting, also when what was counted last is lost', async () => {
    const step = fc.record({
      documents: fc.array(document, { minLength: 1, maxLength: 6 }),
      asks: fc.boolean(),
      saves: fc.boolean(),
      restarts: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        const tenant = { account: String(accounts++), region: 'us-east-1' };
        const start = (): MinuteCache => new MinuteCache(store.clickhouse, new SpanTable(store.clickhouse, tenant.account));
        let cache = start();
        const graph = async (): Promise<unknown> => {
          await store.ingestLog.settled();
          const services = await windowGraph(store.clickhouse, cache, tenant, { from: FIRST, to: LAST });
          return JSON.parse(JSON.stringify(services));
        };
        const sent: SegmentDocument[][] = [];
        for (const { documents, asks, saves, restarts } of steps) {
          await xray.segmentSink.accept(
            tenant,
            documents.map((each) => JSON.stringify(each)),
          );
          sent.push(documents);
          if (asks) expect(await graph()).toEqual(pure(sent, tenant.account, FIRST, LAST));
          if (saves) await cache.save();
          if (restarts) cache = start();
        }
        expect(await graph()).toEqual(pure(sent, tenant.account, FIRST, LAST));
        await cache.save();
        cache = start();
        expect(await graph()).toEqual(pure(sent, tenant.account, FIRST, LAST));
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('is empty, with null times, where there is nothing', async () => {
    expect(await ask({ account: '999999999999', region: 'us-east-1' }, FIRST, LAST)).toEqual({
      StartTime: null,
      EndTime: null,
      Services: [],
      ContainsOldGroupVersions: false,
      NextToken: null,
    });
  });

  it('keeps accounts and regions apart', async () => {
    const tenant = { account: '888888888888', region: 'us-east-1' };
    const sent = {
      id: '000000000000000a',
      name: 'mine',
      trace_id: `1-00000000-${'a'.repeat(24)}`,
      start_time: FIRST,
      end_time: FIRST + 1,
    };
    await xray.segmentSink.accept(tenant, [JSON.stringify(sent)]);
    const graph = await ask(tenant, FIRST, LAST);
    expect(graph).toMatchObject({ StartTime: new Date(FIRST * 1000), EndTime: new Date(FIRST * 1000) });
    expect(graph.Services).toMatchObject([{ Name: 'mine', AccountId: null }, { Type: 'client' }]);
    expect((await ask({ ...tenant, region: 'eu-west-1' }, FIRST, LAST)).Services).toEqual([]);
    expect((await ask({ ...tenant, account: '777777777777' }, FIRST, LAST)).Services).toEqual([]);
  });

  it.each([
    ['a window that ends before it starts', LAST, FIRST, {}, 'End time cannot be earlier than start time'],
    ['a window of more than six hours', 0, 6 * 3600 + 1, {}, 'Time range cannot be longer than 6 hours'],
    ['a group that does not exist', FIRST, LAST, { GroupName: 'mine' }, 'Group not found.'],
    ['a token', FIRST, LAST, { NextToken: 'x' }, 'NextToken is currently not supported'],
  ])('refuses %s', async (_name, from, to, more, message) => {
    const tenant = { account: '000000000000', region: 'us-east-1' };
    await expect(ask(tenant, from, to, more)).rejects.toMatchObject({ code: 'InvalidRequestException', message });
  });
});
