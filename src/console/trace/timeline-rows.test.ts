import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextRow, timelineAction } from './timeline-keys.ts';
import { axisTicks, barOf, holdsText, isProblem, pathTo, visibleRows } from './timeline-rows.ts';
import { buildTraceTree } from './trace-tree.ts';

const { roots } = buildTraceTree([
  JSON.stringify({
    id: 'a',
    name: 'a',
    trace_id: 't',
    start_time: 0,
    end_time: 10,
    subsegments: [
      {
        id: 'b',
        name: 'b',
        start_time: 1,
        end_time: 4,
        subsegments: [{ id: 'c', name: 'c', start_time: 2, end_time: 3, fault: true }],
      },
      { id: 'd', name: 'd', start_time: 5, in_progress: true },
    ],
  }),
]);
const ids = (collapsed: string[]): string[] => visibleRows(roots, new Set(collapsed)).map(({ node }) => node.id);
const nodeOf = (id: string) => {
  const found = visibleRows(roots, new Set()).find(({ node }) => node.id === id)?.node;
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
};

test('a collapsed row hides all that is below it', () => {
  expect(ids([])).toEqual(['a', 'b', 'c', 'd']);
  expect(ids(['b'])).toEqual(['a', 'b', 'd']);
  expect(ids(['a'])).toEqual(['a']);
});

test('rows know their place among their siblings', () => {
  expect(visibleRows(roots, new Set()).map(({ position, siblings, expanded }) => [position, siblings, expanded])).toEqual([
    [1, 1, true],
    [1, 2, true],
    [1, 1, undefined],
    [2, 2, undefined],
  ]);
});

test('the path to a row is what must be open for it to be seen', () => {
  expect(pathTo(roots, 'c')).toEqual(['a', 'b']);
  expect(pathTo(roots, 'nobody')).toBeUndefined();
});

test('bars are placed by true times, clipped to the view, and point to where they are', () => {
  expect(barOf(nodeOf('b'), { start: 0, end: 10 }, 10)).toEqual({ left: 10, width: 30, outside: undefined });
  expect(barOf(nodeOf('b'), { start: 2, end: 4 }, 10)).toEqual({ left: 0, width: 100, outside: undefined });
  expect(barOf(nodeOf('b'), { start: 5, end: 6 }, 10).outside).toBe('before');
  expect(barOf(nodeOf('d'), { start: 0, end: 4 }, 10).outside).toBe('after');
  expect(barOf(nodeOf('d'), { start: 0, end: 10 }, 8)).toEqual({ left: 50, width: 30, outside: undefined });
});

test('ticks stand at round times from the start of the trace', () => {
  expect(axisTicks({ start: 100, end: 100.83 }, 100, 6).map(({ offset }) => Number(offset.toFixed(6)))).toEqual([
    0, 0.2, 0.4, 0.6, 0.8,
  ]);
  expect(axisTicks({ start: 5, end: 5 }, 5, 6)).toEqual([]);
});

test('ticks are few and inside the view, whatever is shown', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e5, noNaN: true }), fc.double({ min: 0, max: 1e4, noNaN: true }), (span, offset) => {
      const ticks = axisTicks({ start: 1000 + offset, end: 1000 + offset + span }, 1000, 6);
      expect(ticks.length).toBeLessThanOrEqual(8);
      for (const { left } of ticks) expect(left).toBeGreaterThanOrEqual(-0.001);
    }),
  );
});

test('keys walk the tree', () => {
  const rows = visibleRows(roots, new Set());
  expect(timelineAction('ArrowLeft', false, rows, 2)).toEqual({ kind: 'move', index: 1 });
  expect(timelineAction('ArrowLeft', false, rows, 1)).toEqual({ kind: 'toggle', id: 'b' });
  expect(timelineAction('n', false, rows, 2)).toEqual({ kind: 'problem', step: 1 });
  expect(timelineAction('f', false, rows, 1)).toEqual({ kind: 'fit', id: 'b' });
  expect(timelineAction('q', false, rows, 0)).toBeUndefined();
});

test('problems and matches are gone through round the end, hidden ones too', () => {
  const all = visibleRows(roots, new Set());
  expect(nextRow(all, 'a', isProblem, 1)).toBe('c');
  expect(nextRow(all, 'c', isProblem, 1)).toBe('c');
  expect(nextRow(all, 'a', isProblem, -1)).toBe('c');
  expect(nextRow(all, undefined, (row) => holdsText(row, 'd'), 1)).toBe('d');
  expect(nextRow(all, 'a', () => false, 1)).toBeUndefined();
  expect(nextRow([], 'a', isProblem, 1)).toBeUndefined();
});
