import { expect, test } from 'vitest';
import { newestNotice } from './newest-notice.ts';

const event = (logStreamName: string, timestamp: number, message: string) => ({ logStreamName, timestamp, message });
const notice = event('old', 2, 'RADIOGRAPH python3.13 is not installed on this machine; the function runs on Python 3.11.\n');

test('what the newest environment says of itself counts', () => {
  expect(newestNotice([event('old', 2, 'INIT_START Runtime Version: python:3.11.v2'), notice])).toBe(
    'python3.13 is not installed on this machine; the function runs on Python 3.11.',
  );
  expect(newestNotice([notice, event('new', 9, 'INIT_START Runtime Version: python:3.13.v1')])).toBeUndefined();
  expect(newestNotice([])).toBeUndefined();
});
