import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openXrayStore, type XrayStore } from '../../../../tests/harness/xray-store.ts';
import type { Store } from '../../store/store.ts';
import { MARK } from './persist/observation-marks.ts';
import type { Xray } from './service.ts';

const tenant = { account: '000000000000', region: 'us-east-1' };
const trace = (n: number): string => `1-581cf771-${n.toString(16).padStart(24, '0')}`;

let opened: XrayStore;
let store: Store;
let xray: Xray;

beforeAll(async () => {
  opened = await openXrayStore();
  ({ store, xray } = opened);
}, 60_000);

afterAll(() => opened?.close());

async function put(documents: readonly unknown[]): Promise<{ UnprocessedTraceSegments: unknown[] }> {
  const texts = documents.map((document) => (typeof document === 'string' ? document : JSON.stringify(document)));
  const body = await xray.fastPath(tenant, Buffer.from(JSON.stringify({ TraceSegmentDocuments: texts })));
  return JSON.parse(Buffer.from(body).toString()) as { UnprocessedTraceSegments: unknown[] };
}

async function rows<Row>(sql: string): Promise<Row[]> {
  await store.ingestLog.settled();
  return store.clickhouse.query<Row>(sql);
}

describe('PutTraceSegments', () => {
  const valid = {
    id: '70de5b6f19ff9a0a',
    name: 'front',
    trace_id: trace(1),
    start_time: 1_478_293_361.271,
    end_time: 1_478_293_361.449,
  };

  /** From captures of AWS: a bad document is named in the answer, in order, and the others are stored. */
  it('stores what is valid and names what is not, in order', async () => {
    const answer = await put([
      valid,
      { ...valid, id: undefined },
      { ...valid, id: '70de5b6f19ff9a0b', trace_id: 'nonsense' },
      { ...valid, id: '70de5b6f19ff9a0c', in_progress: true },
      '{not JSON',
    ]);
    expect(answer).toEqual({
      UnprocessedTraceSegments: [
        { Id: null, ErrorCode: 'MissingId', Message: 'Invalid segment. ErrorCode: MissingId' },
        { Id: '70de5b6f19ff9a0b', ErrorCode: 'InvalidTraceId', Message: 'Invalid segment. ErrorCode: InvalidTraceId' },
        {
          Id: '70de5b6f19ff9a0c',
          ErrorCode: 'InProgressSegmentHasEndTime',
          Message: 'Invalid segment. ErrorCode: InProgressSegmentHasEndTime',
        },
        { Id: null, ErrorCode: 'ParseError', Message: 'Invalid entity. ErrorCode: ParseError' },
      ],
    });
    expect(await rows(`SELECT hex(trace_id) AS id, document FROM document WHERE hex(trace_id) LIKE '581CF771%01'`)).toEqual([
      { id: '581CF771000000000000000000000001', document: JSON.stringify(valid) },
    ]);
  });

  it.each([
    ['no documents', '{"TraceSegmentDocuments":[]}', 'InvalidRequestException', 'Segments can not be empty'],
    [
      'more than 50',
      JSON.stringify({ TraceSegmentDocuments: Array(51).fill('{}') }),
      'InvalidRequestException',
      'Exceeding maximum segment count: 50',
    ],
    [
      'no list',
      '{}',
      'ValidationException',
      "1 validation error detected: Value null at 'traceSegmentDocuments' failed to satisfy constraint: Member must not be null",
    ],
    ['a list of other things', '{"TraceSegmentDocuments":[1]}', 'SerializationException', 'Expected string or null'],
    ['no JSON', 'x', 'SerializationException', 'Unable to parse the request body as JSON'],
  ])('refuses a request with %s', async (_name, body, code, message) => {
    await expect(xray.fastPath(tenant, Buffer.from(body))).rejects.toMatchObject({ code, message, statusCode: 400 });
  });

  it('files observations and items under their minute, with the outcome that counts', async () => {
    await put([
      {
        ...valid,
        id: '00000000000000a1',
        trace_id: trace(2).toUpperCase(),
        start_time: 600.5,
        end_time: 601,
        origin: 'AWS::EC2::Instance',
        user: 'U1',
        http: { request: { method: 'GET', url: 'http://x/' }, response: { status: 429 } },
        error: true,
        annotations: { kind: 'a', rank: 1, list: [1] },
        subsegments: [
          {
            id: '00000000000000a2',
            name: 'local',
            start_time: 599.5,
            end_time: 601,
            subsegments: [
              { id: '00000000000000a3', name: 'DynamoDB', namespace: 'aws', start_time: 600.7, end_time: 600.8, fault: true },
            ],
          },
        ],
      },
    ]);
    expect(
      await rows(
        `SELECT toUnixTimestamp(minute) AS minute, kind, name, start_time, end_time, early, last_end, hex(parent_id) AS parent, caller,
                callee, origin, namespace, marks, http_method, http_url, http_status
         FROM observation WHERE hex(trace_id) LIKE '581CF771%02' ORDER BY kind`,
      ),
    ).toEqual([
      {
        minute: 540,
        kind: 'segment',
        name: 'front',
        start_time: 600.5,
        end_time: 601,
        early: 1,
        last_end: 601,
        parent: '0000000000000000',
        caller: 'front',
        callee: '',
        origin: 'AWS::EC2::Instance',
        namespace: '',
        marks: MARK.described | MARK.throttle | MARK.errorInside | MARK.faultInside,
        http_method: 'GET',
        http_url: 'http://x/',
        http_status: 429,
      },
      {
        minute: 600,
        kind: 'call',
        name: 'DynamoDB',
        start_time: 600.7,
        end_time: 600.8,
        early: 0,
        last_end: 600.8,
        parent: '00000000000000A2',
        caller: 'front',
        callee: 'DynamoDB',
        origin: '',
        namespace: 'aws',
        marks: MARK.described | MARK.fault | MARK.faultInside,
        http_method: '',
        http_url: '',
        http_status: 0,
      },
    ]);
    expect(await rows(`SELECT item FROM item WHERE hex(trace_id) LIKE '581CF771%02' ORDER BY item`)).toEqual([
      { item: 'annotation.kind="a"' },
      { item: 'annotation.rank=1' },
      { item: 'user="U1"' },
    ]);
  });

  it('tells listeners which traces changed', async () => {
    const heard: unknown[] = [];
    const stop = xray.onTraces((of, ids) => heard.push([of, ids]));
    await put([
      { ...valid, trace_id: trace(3) },
      { ...valid, id: '70de5b6f19ff9a0d', trace_id: trace(3) },
    ]);
    stop();
    await put([{ ...valid, trace_id: trace(4) }]);
    expect(heard).toEqual([[tenant, [trace(3)]]]);
  });
});
