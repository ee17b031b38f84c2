/** StartTraceRetrieval and what is asked of its token, over a real store: formats, pages, time range, whose token it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openXrayStore, type XrayStore } from '../../../../../tests/harness/xray-store.ts';
import type { SegmentDocument } from '../../../../model/segment-document.ts';
import type { CallContext, Operation } from '../../service.ts';

const T = 1_790_000_000;
const hex = (n: number) => n.toString(16).padStart(16, '0');
const traceId = (n: number) => `1-00000000-${n.toString(16).padStart(24, '0')}`;
const window = { StartTime: new Date(T * 1000), EndTime: new Date((T + 60) * 1000) };

let opened: XrayStore;
let accounts = 400_000_000_000;
let account = '';

beforeAll(async () => {
  opened = await openXrayStore();
}, 60_000);

afterAll(() => opened?.close());

interface Answer {
  readonly RetrievalToken: string;
  readonly RetrievalStatus: string;
  readonly Traces: readonly {
    readonly Id: string;
    readonly Spans: readonly { readonly Id: string; readonly Document: string }[];
  }[];
  readonly Services: readonly { readonly Service: object; readonly Links: readonly object[] }[];
  readonly NextToken: string | null;
}

async function call(operation: string, input: object, owner = account): Promise<Answer> {
  const context = { account: owner, region: 'eu-west-1', signal: new AbortController().signal } as unknown as CallContext;
  return (await (opened.xray.service.operations[operation] as Operation<object>)(input, context)) as Answer;
}

/** @returns a token for traces of a new account with Transaction Search. */
async function retrieval(documents: readonly SegmentDocument[], input: object = {}): Promise<string> {
  account = String(++accounts);
  const sent = documents.map((document) => JSON.stringify(document));
  for (let from = 0; from < sent.length; from += 50)
    expect(await opened.xray.segmentSink.accept({ account, region: 'eu-west-1' }, sent.slice(from, from + 50))).toEqual([]);
  await call('UpdateTraceSegmentDestination', { Destination: 'CloudWatchLogs' });
  const TraceIds = [...new Set(documents.map(({ trace_id }) => trace_id))];
  return (await call('StartTraceRetrieval', { TraceIds, ...window, ...input })).RetrievalToken;
}

const checkout: SegmentDocument = {
  id: hex(1),
  name: 'shop',
  trace_id: traceId(1),
  start_time: T + 1,
  end_time: T + 2,
  fault: true,
  origin: 'AWS::EC2::Instance',
  http: { request: { method: 'GET', url: 'https://shop.example/' }, response: { status: 500 } },
  annotations: { customer: 'ada' },
  cause: { exceptions: [{ id: hex(9), type: 'Oops', message: 'it broke' }] },
  subsegments: [
    {
      id: hex(2),
      name: 'DynamoDB',
      namespace: 'aws',
      start_time: T + 1.25,
      end_time: T + 1.5,
      aws: { operation: 'GetItem', table_name: 'orders' },
    },
  ],
};

describe('a retrieval of traces', () => {
  it('lists segments, the inferred ones too', async () => {
    const RetrievalToken = await retrieval([checkout]);
    const answer = await call('ListRetrievedTraces', { RetrievalToken });
    expect(answer).toMatchObject({
      RetrievalStatus: 'COMPLETE',
      TraceFormat: 'XRAY',
      Traces: [{ Id: traceId(1), Duration: 1 }],
      NextToken: null,
    });
    expect(answer.Traces[0]?.Spans.map(({ Document }) => JSON.parse(Document) as unknown)).toMatchObject([
      { id: hex(1), name: 'shop', subsegments: [{ id: hex(2) }] },
      { name: 'DynamoDB', inferred: true, parent_id: hex(2) },
    ]);
  });

  it('lists spans, one for each segment and subsegment', async () => {
    const RetrievalToken = await retrieval([checkout]);
    const { Traces } = await call('ListRetrievedTraces', { RetrievalToken, TraceFormat: 'OTEL' });
    expect(Traces[0]?.Spans.map(({ Id }) => Id)).toEqual([hex(1), hex(2)]);
    const [server, client] = (Traces[0]?.Spans ?? []).map(({ Document }) => JSON.parse(Document) as unknown);
    expect(server).toEqual({
      resource: {
        attributes: { 'service.name': 'shop', 'cloud.provider': 'aws', 'aws.xray.origin': 'AWS::EC2::Instance' },
      },
      traceId: traceId(1).slice(2).replace('-', ''),
      spanId: hex(1),
      name: 'shop',
      kind: 'SERVER',
      startTimeUnixNano: (T + 1) * 1e9,
      endTimeUnixNano: (T + 2) * 1e9,
      durationNano: 1e9,
      attributes: {
        'http.request.method': 'GET',
        'url.full': 'https://shop.example/',
        'http.response.status_code': 500,
        customer: 'ada',
        'aws.xray.annotations': ['customer'],
      },
      events: [
        {
          name: 'exception',
          timeUnixNano: (T + 2) * 1e9,
          attributes: { 'exception.type': 'Oops', 'exception.message': 'it broke', 'aws.xray.exception.id': hex(9) },
        },
      ],
      status: { code: 'ERROR' },
    });
    expect(client).toMatchObject({
      parentSpanId: hex(1),
      kind: 'CLIENT',
      attributes: { 'rpc.system': 'aws-api', 'rpc.service': 'DynamoDB', 'rpc.method': 'GetItem', 'aws.table_name': 'orders' },
      status: { code: 'UNSET' },
    });
  });

  it('has the service graph of its traces', async () => {
    const RetrievalToken = await retrieval([checkout]);
    expect(await call('GetRetrievedTracesGraph', { RetrievalToken })).toMatchObject({
      RetrievalStatus: 'COMPLETE',
      Services: [
        { Service: { Name: 'orders', Type: 'AWS::DynamoDB::Table' }, Links: [] },
        { Service: { Name: 'shop', Root: true } },
        { Service: { Type: 'client' } },
      ],
      NextToken: null,
    });
  });

  it('comes in pages of five traces, a long trace in parts of a hundred spans', async () => {
    const segment = (trace: number, id: number): SegmentDocument => ({
      ...checkout,
      id: hex(id),
      trace_id: traceId(trace),
      subsegments: undefined,
    });
    const long = Array.from({ length: 150 }, (_, n) => segment(1, n + 1));
    const RetrievalToken = await retrieval([...long, ...[2, 3, 4, 5].map((n) => segment(n, n))]);
    const first = await call('ListRetrievedTraces', { RetrievalToken });
    expect(first.Traces.map(({ Id, Spans }) => [Id, Spans.length])).toEqual([
      [traceId(1), 100],
      [traceId(1), 50],
      [traceId(2), 1],
      [traceId(3), 1],
      [traceId(4), 1],
    ]);
    const second = await call('ListRetrievedTraces', { RetrievalToken, NextToken: first.NextToken });
    expect(second.Traces.map(({ Id }) => Id)).toEqual([traceId(5)]);
    expect(second.NextToken).toBeNull();
  });

  it('finds what lies in its time range, both ends included', async () => {
    const at = (from: number, to: number) => ({ StartTime: new Date((T + from) * 1000), EndTime: new Date((T + to) * 1000) });
    const listed = async (input: object) => {
      const RetrievalToken = await retrieval([checkout], input);
      return (await call('ListRetrievedTraces', { RetrievalToken })).Traces.length;
    };
    expect(await listed(at(2, 3))).toBe(1);
    expect(await listed(at(0, 1))).toBe(1);
    expect(await listed(at(3, 4))).toBe(0);
  });

  it('takes ids as W3C writes them', async () => {
    const RetrievalToken = await retrieval([checkout], { TraceIds: [`00000000${'1'.padStart(24, '0')}`] });
    expect((await call('ListRetrievedTraces', { RetrievalToken })).Traces).toHaveLength(1);
  });

  it('tells nothing once it is cancelled', async () => {
    const RetrievalToken = await retrieval([checkout]);
    expect(await call('CancelTraceRetrieval', { RetrievalToken })).toEqual({});
    expect(await call('ListRetrievedTraces', { RetrievalToken })).toMatchObject({ RetrievalStatus: 'CANCELLED', Traces: [] });
  });

  it.each(['ListRetrievedTraces', 'GetRetrievedTracesGraph', 'CancelTraceRetrieval'])(
    'is not there for %s of another account, or under another token',
    async (operation) => {
      const RetrievalToken = await retrieval([checkout]);
      await expect(call(operation, { RetrievalToken }, '400000000000')).rejects.toMatchObject({
        code: 'ResourceNotFoundException',
        statusCode: 404,
      });
      await expect(call(operation, { RetrievalToken: 'x' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    },
  );

  it.each<[object, string]>([
    [{ TraceIds: [] }, 'Zero trace ids provided'],
    [{ TraceIds: ['x'] }, 'Invalid trace id x: incorrect id format'],
    [{ EndTime: new Date(0) }, 'End time cannot be earlier than start time'],
  ])('is refused for %o', async (input, message) => {
    await expect(retrieval([checkout], input)).rejects.toMatchObject({ code: 'InvalidRequestException', message });
  });

  it('needs Transaction Search', async () => {
    account = String(++accounts);
    await expect(call('StartTraceRetrieval', { TraceIds: [traceId(1)], ...window })).rejects.toMatchObject({
      code: 'InvalidRequestException',
    });
  });
});
