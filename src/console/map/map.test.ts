import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GraphService } from '../api/xray-types.ts';
import { glyphFor } from './glyphs.ts';
import { histogramBars, percentile } from './histogram.ts';
import { layoutMap, type Point } from './layout.ts';
import { buildMap, stackLeaves, typeLabel } from './map-model.ts';
import { neighbourInDirection } from './neighbours.ts';
import { describeNode, formatShare, shortName } from './node-words.ts';
import { ringArcs, worstOutcome } from './service-statistics.ts';

const service = (ReferenceId: number, Name: string, Type: string, to: readonly number[] = []): GraphService => ({
  ReferenceId,
  Name,
  Type,
  Root: ReferenceId === 0,
  SummaryStatistics: {
    OkCount: 9,
    ErrorStatistics: { ThrottleCount: 0, OtherCount: 0 },
    FaultStatistics: { TotalCount: 1 },
    TotalCount: 10,
    TotalResponseTime: 2,
  },
  Edges: to.map((target) => ({ ReferenceId: target })),
});

const tables = Array.from({ length: 4 }, (_, index) => service(index + 2, `table-${index}`, 'AWS::DynamoDB::Table'));
const graph = buildMap({
  StartTime: 0,
  EndTime: 60,
  Services: [service(0, 'api', 'AWS::Lambda', [1, 2, 3, 4, 5]), service(1, 'queue', 'AWS::SQS::Queue'), ...tables],
});

describe('the model', () => {
  test('keys do not depend on the numbers of one answer', () => {
    const other = buildMap({ Services: [service(7, 'queue', 'AWS::SQS::Queue'), service(8, 'api', 'AWS::Lambda', [7])] });
    expect(other.edges.map(({ key }) => key)).toEqual(graph.edges.slice(0, 1).map(({ key }) => key));
  });

  test('alike leaves of one caller are one stack, with the sums of its members, until it is opened', () => {
    const stacked = stackLeaves(graph, new Set());
    const stack = stacked.nodes.find(({ members }) => members.length > 0);
    expect(stacked.nodes.map(({ name }) => name)).toEqual(['api', 'queue', '4 tables']);
    expect(stack?.outcomes).toMatchObject({ total: 40, fault: 4 });
    expect(stackLeaves(graph, new Set([stack?.key ?? ''])).nodes.length).toBe(6);
  });

  test('types are called what people call them', () => {
    expect(typeLabel('AWS::DynamoDB::Table')).toBe('DynamoDB Table');
    expect(typeLabel('AWS::Lambda')).toBe('Lambda context');
    expect(shortName('arn:aws:sns:us-east-1:000000000000:orders')).toBe('orders');
    expect(shortName('https://sqs.us-east-1.amazonaws.com/000000000000/shipping')).toBe('shipping');
  });
});

describe('the ring', () => {
  test('shows every outcome that occurred, clockwise from faults, and closes', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6), (ok, error, throttle, fault) => {
        const arcs = ringArcs({ ok, error, throttle, fault, total: ok + error + throttle + fault, totalSeconds: 1 });
        const occurred = [fault, throttle, error, ok].filter((count) => count > 0).length;
        expect(arcs.length).toBe(occurred);
        if (occurred > 0) expect(arcs.at(-1)?.to).toBeCloseTo(1, 9);
        for (const { from, to } of arcs) expect(to - from).toBeGreaterThan(0.03);
      }),
    );
  });

  test('an edge has the colour of the worst outcome above five percent', () => {
    const counts = { ok: 90, error: 6, throttle: 0, fault: 4, total: 100, totalSeconds: 1 };
    expect(worstOutcome(counts)).toBe('error');
    expect(worstOutcome({ ...counts, error: 0, fault: 10 })).toBe('fault');
    expect(worstOutcome(undefined)).toBe('ok');
  });
});

describe('the layout', () => {
  test('puts callers left of callees and no disc on another', () => {
    const { nodes } = layoutMap(graph);
    const xOf = (name: string): number => nodes.find(({ node }) => node.name === name)?.x ?? Number.NaN;
    expect(xOf('api')).toBeLessThan(xOf('queue'));
    for (const left of nodes)
      for (const right of nodes)
        if (left !== right) expect(Math.hypot(left.x - right.x, left.y - right.y)).toBeGreaterThan(left.radius + right.radius);
  });

  test('leads no edge within 8 pixels of a disc that it does not belong to', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(17), fc.nat(17)), { minLength: 10, maxLength: 26 }), (pairs) => {
        const calls = pairs.filter(([from, to]) => from < to);
        const services = Array.from({ length: 18 }, (_, index) =>
          service(index, `s${index}`, 'AWS::ECS::Container', [
            ...new Set(calls.filter(([from]) => from === index).map(([, to]) => to)),
          ]),
        );
        const map = buildMap({ Services: services });
        const { nodes, edges } = layoutMap(map);
        for (const edge of map.edges)
          for (const point of along(edges.get(edge.key)?.points ?? []))
            for (const { node, x, y, radius } of nodes)
              if (node.key !== edge.from && node.key !== edge.to)
                expect(Math.hypot(point.x - x, point.y - y)).toBeGreaterThan(radius + 8);
      }),
      { numRuns: 40 },
    );
  });

  test('is walked by arrows to the nearest node in their direction', () => {
    const { nodes } = layoutMap(graph);
    const [api, queue] = ['api', 'queue'].map((name) => nodes.find(({ node }) => node.name === name)?.node.key ?? '');
    expect(neighbourInDirection(nodes, queue ?? '', 'ArrowLeft')).toBe(api);
    expect(neighbourInDirection(nodes, api ?? '', 'ArrowLeft')).toBeUndefined();
    expect(neighbourInDirection(nodes, api ?? '', 'a')).toBeUndefined();
  });
});

/** The drawn curve, sampled: the same cubic pieces as edgePath. */
function along(points: readonly Point[]): readonly Point[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    const middle = (from.x + to.x) / 2;
    return Array.from({ length: 21 }, (_, step) => {
      const t = step / 20;
      const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
      return { x: a * from.x + (b + c) * middle + d * to.x, y: (a + b) * from.y + (c + d) * to.y };
    });
  });
}

describe('words and numbers', () => {
  test('a node is described in one sentence', () => {
    expect(graph.nodes[0] === undefined ? '' : describeNode(graph.nodes[0])).toBe(
      'api, Lambda context: 10 requests a minute, 200 ms on average, 10 % faults',
    );
    expect(formatShare(0.0004)).toBe('<0.1 %');
    expect(formatShare(0.0125)).toBe('1.3 %');
  });

  test('a histogram keeps every request, whatever the order of its entries', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ Value: fc.double({ min: 0, max: 900, noNaN: true }), Count: fc.integer({ min: 1, max: 1000 }) }), {
          minLength: 1,
        }),
        (entries) => {
          const counted = histogramBars(entries, 32).reduce((sum, { count }) => sum + count, 0);
          expect(counted).toBe(entries.reduce((sum, { Count }) => sum + Count, 0));
        },
      ),
    );
  });

  test('percentiles are values that were measured', () => {
    const entries = [
      { Value: 3, Count: 1 },
      { Value: 1, Count: 98 },
      { Value: 2, Count: 1 },
    ];
    expect([0.5, 0.99, 1].map((share) => percentile(entries, share))).toEqual([1, 2, 3]);
    expect(percentile([], 0.5)).toBeUndefined();
  });

  test.each([
    ['AWS::Lambda::Function', 'lambda'],
    ['AWS::ApiGateway::Stage', 'gateway'],
    ['AWS::APIGateway::Stage', 'gateway'],
    ['AWS::ECS::Fargate', 'server'],
    ['AWS::ElasticBeanstalk::Environment', 'server'],
    ['AWS::AppSync::GraphQLAPI', 'gateway'],
    ['AWS::StepFunctions::StateMachine', 'states'],
    ['AWS::SNS', 'topic'],
    ['AWS::SQS::Queue', 'queue'],
    ['AWS::DynamoDB::Table', 'table'],
    ['AWS::S3::Bucket', 'bucket'],
    ['Database::SQL', 'database'],
    ['remote', 'globe'],
    ['client', 'person'],
    [undefined, 'generic'],
  ])('%s has the pictogram %s', (type, glyph) => expect(glyphFor(type)).toBe(glyph));
});
