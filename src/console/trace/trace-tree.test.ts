import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleRows } from './timeline-rows.ts';
import { buildTraceTree, type TraceNode } from './trace-tree.ts';

const segment = (id: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id,
    name: `service-${id}`,
    trace_id: '1-00000001-000000000000000000000001',
    start_time: 10,
    end_time: 11,
    ...more,
  });

const names = (roots: readonly TraceNode[]): string[] =>
  visibleRows(roots, new Set()).map(({ node, depth }) => `${' '.repeat(depth)}${node.id}`);

describe('buildTraceTree', () => {
  test('hangs segments under the subsegment or segment that their parent_id names', () => {
    const { roots, count } = buildTraceTree([
      segment('c', { parent_id: 'b1' }),
      segment('d', { parent_id: 'a' }),
      segment('a', { subsegments: [{ id: 'b1', name: 'call', start_time: 10.1, end_time: 10.5 }] }),
    ]);
    expect(names(roots)).toEqual(['a', ' d', ' b1', '  c']);
    expect(count).toBe(4);
  });

  test('merges an inferred segment into the subsegment that it stands for', () => {
    const { roots, count } = buildTraceTree([
      segment('a', { subsegments: [{ id: 'b', name: 'DynamoDB', namespace: 'aws', start_time: 10, end_time: 11 }] }),
      segment('x', { parent_id: 'b', inferred: true, origin: 'AWS::DynamoDB::Table' }),
    ]);
    expect(count).toBe(2);
    expect(roots[0]?.children[0]?.type).toBe('AWS::DynamoDB::Table');
    expect(roots[0]?.children[0]?.inferred?.id).toBe('x');
  });

  test('makes one row for a parent that never came, with all of its children', () => {
    const { roots, missingParents } = buildTraceTree([segment('a', { parent_id: 'zz' }), segment('b', { parent_id: 'zz' })]);
    expect(missingParents).toBe(1);
    expect(names(roots)).toEqual(['missing:zz', ' a', ' b']);
  });

  test('keeps the true times of a Lambda initialization that ends before its parent starts', () => {
    const { start, roots } = buildTraceTree([
      segment('f', {
        start_time: 20,
        end_time: 21,
        subsegments: [{ id: 'i', name: 'Initialization', start_time: 19.5, end_time: 19.9 }],
      }),
    ]);
    expect(start).toBe(19.5);
    expect(roots[0]?.start).toBe(20);
    expect(roots[0]?.children[0]?.end).toBe(19.9);
  });

  test('shows segments that name each other as parent, once each', () => {
    const { roots, count } = buildTraceTree([segment('a', { parent_id: 'b' }), segment('b', { parent_id: 'a' })]);
    expect(count).toBe(2);
    expect(names(roots)).toEqual(['a', ' b']);
  });

  test('keeps numbered attempts in their order, whatever their times say', () => {
    const attempt = (number: number, start: number): object => ({
      id: `t${number}`,
      name: `Attempt #${number}`,
      start_time: start,
      end_time: start + 1,
    });
    const { roots } = buildTraceTree([segment('a', { subsegments: [attempt(2, 10), attempt(10, 10.5), attempt(1, 10.1)] })]);
    expect(names(roots)).toEqual(['a', ' t1', ' t2', ' t10']);
  });

  test('counts what it cannot read and shows the rest', () => {
    const { unreadable, count } = buildTraceTree(['{', 'null', '[]', segment('a')]);
    expect(unreadable).toBe(3);
    expect(count).toBe(1);
  });

  test('counts outcomes as X-Ray does: throttle before fault before error, status where flags are absent', () => {
    const { roots } = buildTraceTree([
      segment('a', { error: true, throttle: true }),
      segment('b', { start_time: 10.1, http: { response: { status: 503 } } }),
      segment('c', { start_time: 10.2, http: { response: { status: 404 } } }),
    ]);
    expect(roots.map(({ outcome }) => outcome)).toEqual(['throttle', 'fault', 'error']);
  });

  test('walks a trace far deeper than the stack', () => {
    const depth = 20_000;
    const documents = Array.from({ length: depth }, (_, index) =>
      segment(`s${index}`, index === 0 ? {} : { parent_id: `s${index - 1}` }),
    );
    const { roots, count } = buildTraceTree(documents);
    expect(count).toBe(depth);
    expect(visibleRows(roots, new Set()).at(-1)?.depth).toBe(depth - 1);
  });

  test('shows every segment exactly once, whatever the parents and the order of arrival', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.constantFrom(...ids, 'gone'), { nil: undefined }), { minLength: 6, maxLength: 6 }),
        fc.shuffledSubarray(ids, { minLength: 6, maxLength: 6 }),
        (parents, order) => {
          const { roots } = buildTraceTree(order.map((id) => segment(id, { parent_id: parents[ids.indexOf(id)] })));
          const shown = visibleRows(roots, new Set())
            .map(({ node }) => node)
            .filter(({ kind }) => kind === 'segment')
            .map(({ id }) => id);
          expect(shown.sort()).toEqual(ids);
        },
      ),
    );
  });
});
