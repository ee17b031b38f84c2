/**
 * Recorded answers of AWS X-Ray, as facts: a three-tier trace whose failure is handled, and traces of one segment.
 *
 * Source: captures of real responses published in radkawar/stackd, testdata/aws/xray (trace_queries "assembly", query_sampling_edges,
 * cause_branch_edges, duration_edges; September and October 2026). Never edit an expectation here to make a test pass.
 */
import { describe, expect, it } from 'vitest';
import { matches } from './filter-expression/evaluate.ts';
import { parseFilterExpression } from './filter-expression/parse.ts';
import type { Segment, SegmentDocument, Subsegment } from './segment-document.ts';
import { serviceGraph } from './service-graph.ts';
import { assembleTrace, printedSegment } from './trace.ts';
import { summarise } from './trace-summary.ts';

const T = 1_790_159_305;
const traceId = '1-6ab3a149-0123456789abcdef01234567';
const front = 'f000000000000001';
const local = 'f000000000000002';
const call = 'f000000000000003';
const back = 'b000000000000001';
const database = 'd000000000000001';

const threeTiers: readonly SegmentDocument[] = [
  {
    id: front,
    name: 'front',
    trace_id: traceId,
    start_time: T,
    end_time: T + 2,
    user: 'U1',
    http: { request: { method: 'GET', url: 'https://front.example/api/assembly' }, response: { status: 200 } },
    aws: { ec2: { instance_id: 'i-0123456789abcdef0', availability_zone: 'us-west-2a' } },
    annotations: { owner: 'o', kind: 'assembly', rank: 0, enabled: true },
    subsegments: [
      { id: local, name: 'local-work', start_time: T + 0.1, end_time: T + 0.2 },
      {
        id: call,
        name: 'back',
        namespace: 'remote',
        start_time: T + 0.25,
        end_time: T + 1.75,
        fault: true,
        http: { request: { method: 'GET', url: 'https://back.example/' }, response: { status: 503 } },
      },
    ],
  },
  {
    id: back,
    name: 'back',
    trace_id: traceId,
    parent_id: call,
    start_time: T + 0.5,
    end_time: T + 7,
    user: 'U2',
    fault: true,
    http: { response: { status: 503 } },
    annotations: { owner: 'o', backend: true },
    cause: { exceptions: [{ id: 'e000000000000001', type: 'OwnedFailure', message: 'it failed', stack: [] }] },
  },
  {
    id: database,
    name: 'database',
    trace_id: traceId,
    type: 'subsegment',
    parent_id: back,
    namespace: 'aws',
    start_time: T + 1,
    end_time: T + 6,
    error: true,
    throttle: true,
    http: { response: { status: 429 } },
    aws: { operation: 'GetItem', table_name: 'a-table', region: 'us-east-1' },
  },
];

function assembled(documents: readonly SegmentDocument[]) {
  return assembleTrace(
    traceId,
    documents.map((document, position) => ({ document, received: 1, collector: 'c', batch: 1, position })),
    '123456789012',
  );
}

describe('a three-tier trace with a failure that is handled', () => {
  const trace = assembled(threeTiers);
  const summary = summarise(trace);

  it('is summarised by its root: the failure below leaves it ok', () => {
    expect(summary).toMatchObject({
      Id: traceId,
      StartTime: T,
      Duration: 7,
      ResponseTime: 2,
      HasFault: false,
      HasError: false,
      HasThrottle: false,
      IsPartial: false,
      Revision: 1,
      Http: { HttpURL: 'https://front.example/api/assembly', HttpStatus: 200, HttpMethod: 'GET' },
      Users: [{ UserName: 'U1' }, { UserName: 'U2' }],
      InstanceIds: [{ Id: 'i-0123456789abcdef0' }],
      AvailabilityZones: [{ Name: 'us-west-2a' }],
      EntryPoint: { Name: 'front' },
    });
    expect(summary.Annotations).toEqual({
      backend: [{ AnnotationValue: { BooleanValue: true } }],
      enabled: [{ AnnotationValue: { BooleanValue: true } }],
      kind: [{ AnnotationValue: { StringValue: 'assembly' } }],
      owner: [{ AnnotationValue: { StringValue: 'o' } }],
      rank: [{ AnnotationValue: { NumberValue: 0 } }],
    });
  });

  it('lists its services, the inferred one and the client', () => {
    expect(summary.ServiceIds.map(({ Name, Type }) => [Name, Type])).toEqual([
      ['front', undefined],
      ['back', undefined],
      ['database', 'AWS::database'],
      ['front', 'client'],
    ]);
  });

  it('has the root causes that AWS names', () => {
    expect(summary.FaultRootCauses).toMatchObject([
      {
        ClientImpacting: false,
        Services: [
          {
            Name: 'back',
            Inferred: false,
            EntityPath: [{ Name: 'back', Remote: false, Exceptions: [{ Name: 'OwnedFailure' }] }],
          },
        ],
      },
    ]);
    expect(summary.ErrorRootCauses).toMatchObject([
      {
        ClientImpacting: false,
        Services: [{ Name: 'database', Inferred: true, EntityPath: [{ Remote: false, Exceptions: [] }] }],
      },
    ]);
    expect(summary.ResponseTimeRootCauses).toMatchObject([
      {
        ClientImpacting: true,
        Services: [
          {
            Name: 'front',
            EntityPath: [
              { Name: 'front', Coverage: 1, Remote: false },
              { Name: 'back', Coverage: 0.75, Remote: true },
            ],
          },
        ],
      },
    ]);
    expect(summary.FaultRootCauses).toHaveLength(1);
    expect(summary.ErrorRootCauses[0]?.Services).toHaveLength(1);
    expect(summary.ResponseTimeRootCauses[0]?.Services).toHaveLength(1);
  });

  it.each([
    ['duration = 7 AND responsetime = 2', true],
    ['fault', false],
    ['service("back"){fault}', true],
    ['inferred', true],
    ['annotation.owner = "o" AND (duration = 7 AND responsetime = 2)', true],
    ['edge("front", "back") { responsetime = 1.5 }', true],
    ['service("back") { responsetime = 6.5 }', true],
    ['edge(id(name:"front",type:"client"), "front") { ok }', true],
  ])('answers the filter %s with %s', (expression, expected) => {
    expect(matches(parseFilterExpression(expression), trace, { group: () => ({ kind: 'all' }) })).toBe(expected);
  });

  it('draws the graph that AWS draws, in order of name', () => {
    const graph = serviceGraph([trace]);
    const one = { OkCount: 0, ErrorStatistics: { ThrottleCount: 0, OtherCount: 0, TotalCount: 0 }, TotalCount: 1 };
    expect(graph.map(({ Name, Type, State, Root }) => [Name, Type, State, Root])).toEqual([
      ['back', undefined, 'active', undefined],
      ['database', 'AWS::database', 'unknown', undefined],
      ['front', undefined, 'active', true],
      ['front', 'client', 'unknown', undefined],
    ]);
    const [backNode, databaseNode, frontNode, client] = graph;
    expect(backNode?.SummaryStatistics).toEqual({
      ...one,
      FaultStatistics: { OtherCount: 1, TotalCount: 1 },
      TotalResponseTime: 6.5,
    });
    expect(backNode?.DurationHistogram).toEqual([{ Value: 6.5, Count: 1 }]);
    expect(backNode?.Edges).toMatchObject([
      {
        ReferenceId: 1,
        SummaryStatistics: { ErrorStatistics: { ThrottleCount: 1, OtherCount: 0, TotalCount: 1 }, TotalResponseTime: 5 },
        Aliases: [],
      },
    ]);
    expect(databaseNode?.SummaryStatistics?.ErrorStatistics).toEqual({ ThrottleCount: 1, OtherCount: 0, TotalCount: 1 });
    expect(databaseNode?.ResponseTimeHistogram).toEqual([{ Value: 5, Count: 1 }]);
    expect(frontNode?.SummaryStatistics).toMatchObject({ OkCount: 1, TotalCount: 1, TotalResponseTime: 2 });
    expect(frontNode?.Edges).toMatchObject([
      {
        ReferenceId: 0,
        SummaryStatistics: { FaultStatistics: { TotalCount: 1 }, TotalResponseTime: 1.5 },
        ResponseTimeHistogram: [{ Value: 1.5, Count: 1 }],
        Aliases: [{ Name: 'back', Names: ['back'], Type: 'remote' }],
      },
    ]);
    expect(client?.SummaryStatistics).toBeUndefined();
    expect(client?.ResponseTimeHistogram).toBeUndefined();
    expect(client?.Edges).toMatchObject([{ ReferenceId: 2, SummaryStatistics: { OkCount: 1, TotalResponseTime: 2 } }]);
  });

  it('prints processed documents: folded subsegments, an inferred segment, no empty stacks', () => {
    const documents = trace.segments.map(printedSegment);
    expect(documents.map(({ name, inferred }) => [name, inferred])).toEqual([
      ['front', undefined],
      ['back', undefined],
      ['database', true],
    ]);
    const [, backDocument, inferred] = documents;
    expect(backDocument?.subsegments).toMatchObject([{ id: database, namespace: 'aws', aws: { table_name: 'a-table' } }]);
    expect(backDocument?.subsegments?.[0]).not.toHaveProperty('type');
    expect(backDocument?.subsegments?.[0]).not.toHaveProperty('parent_id');
    expect(backDocument?.subsegments?.[0]).not.toHaveProperty('trace_id');
    expect(backDocument?.cause).toEqual({
      exceptions: [{ id: 'e000000000000001', type: 'OwnedFailure', message: 'it failed' }],
    });
    expect(inferred).toMatchObject({
      parent_id: database,
      origin: 'AWS::database',
      throttle: true,
      start_time: T + 1,
      end_time: T + 6,
    });
  });
});

describe('a trace of one segment', () => {
  const segment: Segment = { id: front, name: 'front', trace_id: traceId, start_time: T, end_time: T + 4 };
  const of = (fields: Partial<Segment>) => summarise(assembled([{ ...segment, ...fields }]));

  it.each([
    ['a 404 is an error', { http: { response: { status: 404 } }, error: true }, [true, false, false]],
    ['a 500 is a fault', { http: { response: { status: 500 } }, fault: true }, [false, true, false]],
    [
      'a 429 is a throttle and no error',
      { http: { response: { status: 429 } }, error: true, throttle: true },
      [false, false, true],
    ],
  ] as const)('%s', (_, fields, flags) => {
    const summary = of(fields);
    expect([summary.HasError, summary.HasFault, summary.HasThrottle]).toEqual(flags);
    expect(summary.FaultRootCauses).toEqual([]);
  });

  it('in progress has no duration, no status, and is not partial', () => {
    const summary = of({ end_time: undefined, in_progress: true });
    expect(summary.Duration).toBeUndefined();
    expect(summary.ResponseTime).toBeUndefined();
    expect(summary.Http.HttpStatus).toBeUndefined();
    expect([summary.HasError, summary.HasFault, summary.HasThrottle, summary.IsPartial]).toEqual([false, false, false, false]);
    expect(serviceGraph([assembled([{ ...segment, end_time: undefined, in_progress: true }])])).toEqual([]);
  });

  it('with a parent that never came is partial and has no entry point', () => {
    const summary = of({ parent_id: '0000000000000009' });
    expect(summary).toMatchObject({ IsPartial: true, HasError: false, HasFault: false, HasThrottle: false });
    expect(summary.EntryPoint).toBeUndefined();
    expect(summary.ResponseTime).toBeUndefined();
  });

  it('adds up with others of its service', () => {
    const traces = [
      { end_time: T + 4 },
      { end_time: T + 1, http: { response: { status: 404 } }, error: true },
      { end_time: T + 0.5, http: { response: { status: 429 } }, error: true, throttle: true },
      { end_time: T + 3, http: { response: { status: 500 } }, fault: true },
    ].map((fields) => assembled([{ ...segment, ...fields }]));
    const statistics = {
      OkCount: 1,
      ErrorStatistics: { ThrottleCount: 1, OtherCount: 1, TotalCount: 2 },
      FaultStatistics: { OtherCount: 1, TotalCount: 1 },
      TotalCount: 4,
      TotalResponseTime: 8.5,
    };
    const [node, client] = serviceGraph(traces);
    expect(node?.SummaryStatistics).toEqual(statistics);
    expect(client?.Edges[0]?.SummaryStatistics).toEqual(statistics);
    expect([node?.StartTime, node?.EndTime]).toEqual([T, T + 1]);
  });
});

describe('an independent subsegment whose parent never came', () => {
  const summary = summarise(assembled([threeTiers[2] as SegmentDocument]));

  it('is hidden, and its trace is partial', () => {
    const trace = assembled([threeTiers[2] as SegmentDocument]);
    expect(trace.segments).toEqual([]);
    expect(trace.duration).toBeUndefined();
    expect(summary).toMatchObject({ IsPartial: true, Duration: 5, ServiceIds: [] });
    expect(summary.EntryPoint).toBeUndefined();
    expect(summary.ResponseTime).toBeUndefined();
  });
});

describe('root causes of a segment with two failed branches', () => {
  const branch = (letter: string, fields: Partial<Subsegment> = {}): Subsegment => ({
    id: `${letter}000000000000001`,
    name: letter,
    start_time: T + (letter === 'a' ? 1 : 2),
    end_time: T + 7,
    fault: true,
    cause: { exceptions: [{ id: letter.repeat(16), type: `Owned ${letter}`, message: letter }] },
    ...fields,
  });
  const paths = (fields: Partial<Segment>, ...subsegments: readonly Subsegment[]) => {
    const root = {
      id: front,
      name: 'root',
      trace_id: traceId,
      start_time: T,
      end_time: T + 10,
      fault: true,
      subsegments,
      ...fields,
    };
    return summarise(assembled([root])).FaultRootCauses.map(({ ClientImpacting, Services }) => [
      ClientImpacting,
      Services.map(({ Name, Inferred, EntityPath }) => [
        Name,
        Inferred,
        EntityPath.map((entity) => [entity.Name, entity.Remote, ...(entity.Exceptions ?? []).map((exception) => exception.Name)]),
      ]),
    ]);
  };
  const rootThen = (letter: string) => [
    'root',
    false,
    [
      ['root', false],
      [letter, false, `Owned ${letter}`],
    ],
  ];

  it('follow the exception that the root names as its cause', () => {
    expect(paths({ cause: 'a'.repeat(16) }, branch('a'), branch('b'))).toEqual([[true, [rootThen('a')]]]);
    expect(paths({ cause: 'b'.repeat(16) }, branch('a'), branch('b'))).toEqual([[true, [rootThen('b')]]]);
  });

  it('are none when that exception is not there', () => {
    expect(paths({ cause: 'd'.repeat(16) }, branch('a'), branch('b'))).toEqual([]);
  });

  it('are none when local work failed and the root did not', () => {
    expect(paths({ fault: undefined }, branch('a'), branch('b'))).toEqual([]);
  });

  it('prefer the callee that failed to local work', () => {
    const remote = branch('b', { namespace: 'remote' });
    const toRemote = [
      [
        'root',
        false,
        [
          ['root', false],
          ['b', true, 'Owned b'],
        ],
      ],
      ['b', true, [['b', false]]],
    ];
    expect(paths({}, branch('a'), remote)).toEqual([[true, toRemote]]);
    expect(paths({ cause: 'a'.repeat(16) }, branch('a'), remote)).toEqual([
      [true, [rootThen('a')]],
      [false, [['b', true, [['b', false]]]]],
    ]);
  });

  it('name a table by the call that failed, in a service of the name of the table', () => {
    const aws = { operation: 'GetItem', table_name: 'a-table' };
    const call = branch('a', { name: 'DynamoDB', namespace: 'aws', aws });
    expect(paths({ fault: undefined }, call)).toEqual([[false, [['a-table', true, [['DynamoDB', false]]]]]]);
  });
});
