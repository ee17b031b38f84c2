import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runGraph } from '../stack/run-graph.ts';
import { dependencyGraph, refuseCircles, reversed } from './dependencies.ts';

it('finds what a resource refers to, in every way', () => {
  const graph = dependencyGraph({
    A: { Type: 'T' },
    B: { Type: 'T', DependsOn: 'A' },
    C: { Type: 'T', Properties: { X: { 'Fn::Sub': [`\${A.Arn}\${Own}\${!B}`, { Own: { Ref: 'Parameter' } }] } } },
    D: { Type: 'T', DependsOn: ['A'], Properties: { Y: [{ 'Fn::GetAtt': 'C.Arn' }, { 'Fn::If': ['Z', { Ref: 'B' }, 1] }] } },
  });
  expect(Object.fromEntries([...graph].map(([id, needs]) => [id, [...needs].sort()]))).toEqual({
    ...{ A: [], B: ['A'], C: ['A'], D: ['A', 'B', 'C'] },
  });
});

it('names the resources of a circle', () => {
  const graph = new Map([
    ['A', new Set(['B'])],
    ['B', new Set(['A'])],
    ['C', new Set<string>()],
  ]);
  expect(() => refuseCircles(graph)).toThrow('Circular dependency between resources: [A, B]');
});

/** Graphs without circles: a node needs only nodes before it. */
const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc
      .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: size, maxLength: size })
      .map(
        (needs) =>
          new Map(needs.map((list, index) => [`N${index}`, new Set(index === 0 ? [] : list.map((need) => `N${need % index}`))])),
      ),
  );

it('runs every node after those that it needs, forwards and backwards', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.boolean(), async (forwards, turn) => {
      const graph = turn ? reversed(forwards) : forwards;
      const done: string[] = [];
      const run = async (node: string) => {
        expect([...(graph.get(node) ?? [])].filter((need) => !done.includes(need))).toEqual([]);
        await Promise.resolve();
        done.push(node);
      };
      expect(await runGraph(graph, run, { goOn: false })).toEqual({ failed: [], notStarted: [] });
      expect(done.sort()).toEqual([...graph.keys()].sort());
    }),
    { numRuns: 100 },
  );
});

it('starts nothing that needs a failed node, and nothing more at all unless told to go on', async () => {
  const graph = new Map([
    ['A', new Set<string>()],
    ['B', new Set(['A'])],
    ['C', new Set<string>()],
    ['D', new Set(['C'])],
  ]);
  const work = async (node: string) => {
    if (node === 'A') throw new Error('no');
  };
  expect(await runGraph(graph, work, { goOn: true })).toEqual({ failed: ['A'], notStarted: ['B'] });
  expect((await runGraph(graph, work, { goOn: false })).notStarted).toContain('B');
});
