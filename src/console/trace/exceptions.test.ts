import { expect, test } from 'vitest';
import { exceptionChains, findException } from './exceptions.ts';
import { buildTraceTree } from './trace-tree.ts';

test('an exception is followed by what caused it', () => {
  const chains = exceptionChains({ exceptions: [{ id: '1', cause: '2' }, { id: '3' }, { id: '2', cause: '9' }] });
  expect(chains.map(({ exceptions }) => exceptions.map(({ id }) => id))).toEqual([['1', '2'], ['3']]);
});

test('exceptions that cause each other are shown once', () => {
  const chains = exceptionChains({
    exceptions: [
      { id: '1', cause: '2' },
      { id: '2', cause: '1' },
    ],
  });
  expect(chains.map(({ exceptions }) => exceptions.map(({ id }) => id))).toEqual([['1', '2']]);
});

test('a cause that is an id leads to the part of the trace that recorded it', () => {
  const { roots } = buildTraceTree([
    JSON.stringify({
      id: 'a',
      name: 'a',
      trace_id: 't',
      start_time: 0,
      end_time: 1,
      cause: 'e1',
      subsegments: [{ id: 'b', name: 'b', start_time: 0, end_time: 1, cause: { exceptions: [{ id: 'e1' }] } }],
    }),
  ]);
  expect(findException(roots, 'e1')?.id).toBe('b');
  expect(findException(roots, 'e2')).toBeUndefined();
});
