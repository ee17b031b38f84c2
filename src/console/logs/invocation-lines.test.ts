import { expect, test } from 'vitest';
import { invocationLines } from './invocation-lines.ts';

const [first, second] = ['8f507cfc-3f1d-4697-b07a-ac58fc914c10', '8f507cfc-3f1d-4697-b07a-ac58fc914c11'];
const stream = (name: string, messages: readonly string[], from = 1000) =>
  messages.map((message, index) => ({ logStreamName: name, timestamp: from + index, message: `${message}\n` }));

const warm = stream('a', [
  'INIT_START Runtime Version: python:3.13.v1',
  `START RequestId: ${first} Version: $LATEST`,
  'reading the order',
  '[ERROR] ValueError: no such order',
  `END RequestId: ${first}`,
  `REPORT RequestId: ${first}\tDuration: 2.00 ms`,
  'an extension after the answer',
  `START RequestId: ${second} Version: $LATEST`,
  'reading another order',
  `END RequestId: ${second}`,
  `REPORT RequestId: ${second}\tDuration: 3000.00 ms\tStatus: timeout`,
]);
const messages = (requestId: string, events = warm) => invocationLines(events, requestId).map(({ message }) => message);

test('a request’s lines are those between its start and its report, whether they name it or not', () => {
  expect(messages(second)).toEqual([
    `START RequestId: ${second} Version: $LATEST`,
    'reading another order',
    `END RequestId: ${second}`,
    `REPORT RequestId: ${second}\tDuration: 3000.00 ms\tStatus: timeout`,
  ]);
  expect(messages('00000000-0000-4000-8000-000000000000')).toEqual([]);
});

test('what an environment did before its first request, and after a request’s report, is part of that one', () => {
  expect(messages(first)[0]).toBe('INIT_START Runtime Version: python:3.13.v1');
  expect(messages(first)).toHaveLength(7);
  expect(messages(first).at(-1)).toBe('an extension after the answer');
});

test('the tail of a request whose start was not read is nobody’s', () => {
  expect(messages(second, warm.slice(3))).toHaveLength(4);
});

test('streams are kept apart, and their lines put in the order of time', () => {
  const other = stream('b', [`START RequestId: ${first} Version: $LATEST`, 'the second attempt'], 5000);
  const foreign = stream('c', [`START RequestId: ${second} Version: $LATEST`, 'foreign'], 1001);
  const lines = messages(first, [...other, ...foreign, ...warm]);
  expect(lines.at(-1)).toBe('the second attempt');
  expect(lines).not.toContain('foreign');
});

test('the JSON format says the same', () => {
  const json = stream('a', [
    '{"time":"2026-01-01T00:00:00.000Z","type":"platform.initStart","record":{}}',
    `{"time":"2026-01-01T00:00:00.000Z","type":"platform.start","record":{"requestId":"${first}"}}`,
    '{"timestamp":"2026-01-01T00:00:00.000Z","level":"ERROR","message":"no such order"}',
    `{"time":"2026-01-01T00:00:00.000Z","type":"platform.report","record":{"requestId":"${first}","status":"success"}}`,
    '{"level":"INFO","message":"later"}',
  ]);
  expect(invocationLines(json, first).map(({ kind }) => kind)).toEqual(['platform', 'platform', 'error', 'platform', 'function']);
});

test('errors stand out, Lambda’s own lines stand back', () => {
  expect(invocationLines(warm, first).map(({ kind }) => kind)).toEqual([
    'platform',
    'platform',
    'function',
    'error',
    'platform',
    'platform',
    'function',
  ]);
  expect(invocationLines(warm, second).at(-1)?.kind).toBe('error');
});
