import { expect, test } from 'vitest';
import { sortRows, summaryRow } from './summary-row.ts';

test('a root that is still running is pending', () => {
  expect(summaryRow({ Id: 'a', Duration: null, HasFault: false }).status).toBe('pending');
  expect(summaryRow({ Id: 'a', Duration: 1, HasFault: true, HasError: true }).status).toBe('fault');
  expect(summaryRow({ Id: 'a', Duration: 1, HasThrottle: true }).status).toBe('throttle');
});

test('rows without a value come last in either direction, equal ones newest first', () => {
  const rows = [
    summaryRow({ Id: 'old', StartTime: 1, Duration: 5 }),
    summaryRow({ Id: 'none', StartTime: 9 }),
    summaryRow({ Id: 'new', StartTime: 2, Duration: 5 }),
    summaryRow({ Id: 'long', StartTime: 3, Duration: 7 }),
  ];
  expect(sortRows(rows, 'duration', true).map(({ id }) => id)).toEqual(['long', 'new', 'old', 'none']);
  expect(sortRows(rows, 'duration', false).map(({ id }) => id)).toEqual(['new', 'old', 'long', 'none']);
});
