import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import { RowBinaryWriter } from '../../../store/row-binary.ts';
import { RowBinaryReader } from '../../../store/row-binary-reader.ts';
import { readGraph, writeGraph } from './stored-graph.ts';

const service = fc.record({
  name: fc.constantFrom('front', 'Größe', ''),
  type: fc.constantFrom('client', '', undefined),
  account: fc.constantFrom('000000000000', undefined),
});
const seen = fc.record({
  at: fc.double({ min: 0, max: 2e9, noNaN: true }),
  root: fc.boolean(),
  sends: fc.boolean(),
  outcome: fc.constantFrom('ok', 'error', 'throttle', 'fault'),
  micros: fc.oneof(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 0, max: 2 ** 52 })),
  durationMicros: fc.integer({ min: 0, max: 2 ** 40 }),
  alias: fc.constantFrom(undefined, { name: 'a', type: 'remote' }, { name: 'b', type: '' }),
});

describe('a stored graph', () => {
  it('is the same graph when it is read back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(service, service, seen), { maxLength: 40 }), (observed) => {
        const graph = new ServiceGraphBuilder();
        for (const [from, to, how] of observed) {
          graph.addNode(from, how);
          graph.addEdge(from, to, how);
        }
        const row = new RowBinaryWriter();
        writeGraph(row, graph);
        expect(readGraph(new RowBinaryReader(row.take())).services('000000000000')).toEqual(graph.services('000000000000'));
      }),
    );
  });
});
