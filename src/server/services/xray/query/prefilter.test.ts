/**
 * The prefilter against the model: whatever the traces and the filter, no trace that the model accepts is left out by the SQL. The
 * other way round, that it rules out what it can, is shown by examples.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openXrayStore, type XrayStore } from '../../../../../tests/harness/xray-store.ts';
import { matches } from '../../../../model/filter-expression/evaluate.ts';
import { type FilterNode, keywords, mayStandIn, type Operator, type Scope } from '../../../../model/filter-expression/nodes.ts';
import { parseFilterExpression } from '../../../../model/filter-expression/parse.ts';
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import { assembleTrace } from '../../../../model/trace.ts';
import type { Store } from '../../../store/store.ts';
import type { Xray } from '../service.ts';
import { prefilter, RELEVANT_ROWS } from './prefilter.ts';

let opened: XrayStore;
let store: Store;
let xray: Xray;
let accounts = 300_000_000_000;

beforeAll(async () => {
  opened = await openXrayStore();
  ({ store, xray } = opened);
}, 60_000);

afterAll(() => opened?.close());

const names = ['front', 'back', 'DynamoDB', 'SQS', 'orders'] as const;
const texts = ['', 'orders', 'http://x/a', 'a"b\\c', 'Größe\n', "it's\t%_{x}", '\u{1f600}', '\ud83d', 'GET'] as const;
const annotationValues = [1, -2.5, 1e21, '1', true, ...texts] as const;
const keys = ['tenant', 'a.b', 'ten', 'bad key'] as const;
const types = ['AWS::Lambda', 'remote', 'client', 'AWS::DynamoDB::Table', 'AWS::SQS', ''] as const;
/** What no column holds makes a row say nothing, so it is rare. */
const seldom = <Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: odd });
const status = seldom<unknown>(fc.constantFrom(200, 404, 429, 503), fc.constantFrom<unknown>(404.5, -1, 70_000, 0, '404'));
const times = seldom(
  fc.integer({ min: 0, max: 400 }).map((tenths) => 6000 + tenths / 10),
  fc.constantFrom(-7, 0, 5_000_000_000, 1e14),
);

const entity = fc.record(
  {
    name: fc.constantFrom(...names),
    start_time: times,
    seconds: seldom(
      fc.oneof(fc.constantFrom(0, 1, 5, 10.0004), fc.double({ min: -1, max: 20, noNaN: true }), fc.constant(undefined)),
      fc.constant(1e13),
    ),
    error: fc.constantFrom<unknown>(true, false, 'true'),
    throttle: fc.constantFrom<unknown>(true, false, 1),
    fault: fc.constantFrom<unknown>(true, false, null),
    namespace: fc.constantFrom('aws', 'remote', 'local'),
    origin: fc.constantFrom<unknown>(...types, 7),
    user: fc.constantFrom<unknown>(...texts, 5),
    http: fc.record(
      {
        request: fc.record(
          { url: fc.constantFrom<unknown>(...texts, 3), method: fc.constantFrom('GET', '') },
          { requiredKeys: [] },
        ),
        response: fc.record({ status }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    ),
    aws: fc.constantFrom<unknown>(
      { operation: 'GetItem', table_name: 'orders' },
      { operation: 'Send', queue_url: 'front' },
      null,
    ),
    annotations: fc.dictionary(fc.constantFrom(...keys), fc.constantFrom<unknown>(...annotationValues, null), { maxKeys: 2 }),
  },
  { requiredKeys: ['name', 'start_time', 'seconds'] },
);

interface Sketch {
  readonly own: typeof entity extends fc.Arbitrary<infer Value> ? Value : never;
  readonly alone: boolean;
  readonly twice: boolean;
  /** A segment's parent, as a share of all ids that there are; beyond 1 there is none. */
  readonly parent: number;
  readonly inside: readonly Sketch[];
}

const sketch = (depth: number): fc.Arbitrary<Sketch> =>
  fc.record({
    own: entity,
    alone: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
    twice: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
    parent: fc.double({ min: 0, max: 1.6, noNaN: true }),
    inside: depth === 0 ? fc.constant([]) : fc.array(sketch(depth - 1), { maxLength: 2 }),
  });
/** Most are small, so that there is one thing that a filter may find. */
const trace = fc.oneof(
  fc.array(sketch(0), { minLength: 1, maxLength: 2 }),
  fc.array(sketch(1), { minLength: 1, maxLength: 2 }),
  fc.array(sketch(2), { minLength: 1, maxLength: 3 }),
);
const traces = fc.array(trace, { minLength: 60, maxLength: 60 });

const traceId = (n: number): string => `1-00000000-${n.toString(16).padStart(24, '0')}`;

function documentsOf(segments: readonly Sketch[], trace_id: string): SegmentDocument[] {
  const ids: string[] = [];
  const sent: { document: Record<string, unknown>; sketch: Sketch }[] = [];
  const made = ({ own: { seconds, ...rest }, inside }: Sketch): Record<string, unknown> => {
    const id = (ids.length + 0xa000).toString(16).padStart(16, '0');
    ids.push(id);
    const ended = seconds === undefined ? { in_progress: true } : { end_time: rest.start_time + seconds };
    const nested: object[] = [];
    for (const child of inside) {
      const below = made(child);
      if (child.alone) sent.push({ document: { ...below, trace_id, type: 'subsegment', parent_id: id }, sketch: child });
      else nested.push(below);
    }
    return { id, ...rest, ...ended, ...(nested.length > 0 && { subsegments: nested }) };
  };
  for (const each of segments) sent.push({ document: { ...made(each), trace_id }, sketch: each });
  return sent
    .flatMap(({ document, sketch: { parent, twice } }) => {
      const place = Math.floor(parent * ids.length);
      const whole = document['type'] !== undefined || place >= ids.length ? document : { ...document, parent_id: ids[place] };
      if (!twice || whole['end_time'] === undefined) return [whole];
      const { end_time: _, ...begun } = whole;
      return [{ ...begun, in_progress: true }, whole];
    })
    .map((document) => JSON.parse(JSON.stringify(document)) as SegmentDocument);
}

const textOperators = ['=', '!=', 'contains', 'beginswith', 'endswith'] as const;
const numberOperators = ['=', '!=', '<', '<=', '>', '>='] as const;
const compared = (of: object, operators: readonly Operator[], literals: readonly (string | number | boolean)[]) =>
  fc.record({
    kind: fc.constant('compare'),
    of: fc.constant(of),
    operator: fc.constantFrom(...operators),
    literal: fc.constantFrom(...literals),
  });

function leaf(scope: Scope): fc.Arbitrary<FilterNode> {
  const own = Object.entries(keywords).filter(([keyword]) => mayStandIn(keyword as keyof typeof keywords, scope));
  const comparison = ([keyword, { type }]: (typeof own)[number]) => {
    if (type === 'boolean') return compared({ keyword }, ['=', '!='], [true, false]);
    if (type === 'number') return compared({ keyword }, numberOperators, [0, 1, 5, 10, 15.5, 404, 404.5, 429, 1e13]);
    return compared({ keyword }, textOperators, [...texts, ...names, ...types]);
  };
  const annotations = keys.flatMap((annotation) => [
    compared({ annotation }, ['=', '!='], annotationValues),
    compared({ annotation }, textOperators, texts),
    compared({ annotation }, numberOperators, [1, -2.5, 0, 1e21]),
  ]);
  const bare = fc
    .constantFrom<object>(...own.map(([keyword]) => ({ keyword })), ...keys.map((annotation) => ({ annotation })))
    .map((of) => ({ kind: 'has', of }));
  /** Those that the store answers come more often. */
  const answered = own.filter(([keyword]) =>
    /^(ok|error|fault|throttle|responsetime|duration|http\..*|user|name|root)$/.test(keyword),
  );
  return fc.oneof(bare, ...[...own, ...answered].map(comparison), ...annotations) as fc.Arbitrary<FilterNode>;
}

function combined(leaves: fc.Arbitrary<FilterNode>, depth = 2): fc.Arbitrary<FilterNode> {
  if (depth === 0) return leaves;
  const below = combined(leaves, depth - 1);
  const join = fc.record({ kind: fc.constantFrom('and', 'or'), operands: fc.array(below, { minLength: 2, maxLength: 3 }) });
  return fc.oneof(
    { weight: 4, arbitrary: leaves },
    { weight: 3, arbitrary: join as fc.Arbitrary<FilterNode> },
    { weight: 2, arbitrary: below.map((operand): FilterNode => ({ kind: 'not', operand })) },
  );
}

const selector = fc.record(
  { name: fc.constantFrom(...names), type: fc.constantFrom(...types), account: fc.constantFrom('300000000001') },
  { requiredKeys: [] },
);
const body = (scope: Scope) => fc.option(combined(leaf(scope), 1), { nil: undefined });
const selection = fc.oneof(
  fc.record({ kind: fc.constant('service'), service: selector, body: body('service') }),
  fc.record({ kind: fc.constant('edge'), from: selector, to: selector, body: body('edge') }),
  fc.record({
    kind: fc.constant('rootcause'),
    cause: fc.constantFrom('fault', 'error', 'responsetime'),
    level: fc.constantFrom('service', 'entity'),
    body: combined(leaf('rootcause.fault.service'), 1),
  }),
) as fc.Arbitrary<FilterNode>;
const outside = fc.oneof({ weight: 1, arbitrary: leaf('trace') }, { weight: 2, arbitrary: selection });
const filters = fc.array(fc.oneof(selection, combined(outside)), { minLength: 60, maxLength: 60 });

async function kept(account: string, filter: FilterNode): Promise<ReadonlySet<string>> {
  const tenant = 'account = {account:String} AND region = {region:String}';
  const { sql, params } = prefilter(filter);
  const found = await store.clickhouse.query<{ trace: string }>(
    `SELECT DISTINCT lower(hex(trace_id)) AS trace FROM observation WHERE ${tenant} ${sql.replaceAll(RELEVANT_ROWS, tenant)}`,
    { account, region: 'us-east-1', ...params },
  );
  return new Set(found.map(({ trace }) => trace));
}

async function put(account: string, documents: readonly SegmentDocument[]): Promise<void> {
  const refused = await xray.segmentSink.accept(
    { account, region: 'us-east-1' },
    documents.map((each) => JSON.stringify(each)),
  );
  expect(refused).toEqual([]);
  await store.ingestLog.settled();
}

describe('the prefilter', () => {
  it('keeps every trace that the model accepts', async () => {
    await fc.assert(
      fc.asyncProperty(traces, filters, async (sketches, asked) => {
        const account = String(++accounts);
        const sent = sketches.map((segments, n) => documentsOf(segments, traceId(n)));
        await put(account, sent.flat());
        const assembled = sent.map((documents, n) =>
          assembleTrace(
            traceId(n),
            documents.map((document, position) => ({ document, received: 1, collector: 'one', batch: 1, position })),
            account,
          ),
        );
        for (const filter of asked) {
          const found = await kept(account, filter);
          const lost = assembled.filter(
            (trace, n) => !found.has(traceId(n).replaceAll('-', '').slice(1)) && matches(filter, trace, {}),
          );
          expect(
            lost.map(({ id }) => ({ filter, sql: prefilter(filter), documents: sent[Number.parseInt(id.slice(11), 16)] })),
          ).toEqual([]);
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
  }, 120_000);

  it.each([
    ['fault', [1]],
    ['!ok', [1, 2]],
    ['ok = false AND responsetime < 2', [2]],
    ['service("back") { fault }', [3]],
    ['service("orders") { error }', [4, 6]],
    ['service("front") { fault OR annotation.tenant = "t" }', [1, 5]],
    ['service("nowhere")', []],
    ['edge("front", "back") { fault }', [3]],
    ['edge("front", "orders")', [4, 6]],
    ['edge(id(type: "client"), "back")', []],
    ['edge(id(type: "client"), "front") { fault }', [1]],
    // A subsegment that was sent by itself does not say whose it is.
    ['edge("back", "orders")', [6]],
    ['rootcause.fault.entity { name = "back" }', [1, 3]],
    ['rootcause.fault.service { name = "back" }', [3]],
    ['duration > 50', [5]],
    ['annotation.tenant BEGINSWITH "t"', [5]],
    ['annotation.rank > 29', [4]],
    ['user = "me" OR http.url CONTAINS "/x"', [2, 5]],
  ] as const)('rules out what %s cannot be true of', async (expression, expected) => {
    const account = String(++accounts);
    const id = (n: number): string => n.toString(16).padStart(16, '0');
    const own = (n: number, fields: object): object => ({
      id: id(1),
      name: 'front',
      trace_id: traceId(n),
      start_time: 6000,
      end_time: 6001,
      ...fields,
    });
    const call = (fields: object): object => ({
      id: id(2),
      name: 'back',
      start_time: 6000,
      end_time: 6001,
      namespace: 'remote',
      ...fields,
    });
    const table = { name: 'DynamoDB', namespace: 'aws', aws: { operation: 'GetItem', table_name: 'orders' }, error: true };
    await put(account, [
      own(0, {}),
      own(1, { fault: true, end_time: 6010 }),
      own(2, { http: { request: { url: 'http://a/x' }, response: { status: 404 } } }),
      own(3, { subsegments: [call({ fault: true })] }),
      own(3, { id: id(3), name: 'back', parent_id: id(2), fault: true }),
      own(4, { subsegments: [call(table)], annotations: { rank: 30 } }),
      own(6, {}),
      own(6, { ...call(table), id: id(4), type: 'subsegment', parent_id: id(1) }),
      own(5, { annotations: { tenant: 't' }, user: 'me', subsegments: [call({ name: 'late', end_time: 6060 })] }),
    ] as SegmentDocument[]);
    const found = [...(await kept(account, parseFilterExpression(expression)))].map((trace) => Number.parseInt(trace, 16));
    expect(found.sort()).toEqual(expected);
  });
});
