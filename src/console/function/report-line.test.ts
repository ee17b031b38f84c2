import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReport } from './report-line.ts';

const requestId = '8f507cfc-3f1d-4697-b07a-ac58fc914c95';
const traceId = '1-5e34a614-10bd1234f1fb44f07bc535a1';

test('a cold start that was sampled has its init and its trace', () => {
  expect(
    parseReport(
      `REPORT RequestId: ${requestId}\tDuration: 26.73 ms\tBilled Duration: 315 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tInit Duration: 287.59 ms\t\nXRAY TraceId: ${traceId}\tSegmentId: 07f5bc535a1f1fb4\tSampled: true\t\n`,
    ),
  ).toEqual({
    requestId,
    duration: expect.closeTo(0.02673),
    billed: 0.315,
    memorySize: 128,
    memoryUsed: 36,
    init: expect.closeTo(0.28759),
    outcome: 'ok',
    reason: undefined,
    traceId,
  });
});

test('a timeout says so and has no trace when none was sampled', () => {
  const report = parseReport(
    `REPORT RequestId: ${requestId}\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tStatus: timeout\t\n`,
  );
  expect(report).toMatchObject({ duration: 3, outcome: 'fault', reason: 'timeout', traceId: undefined, init: undefined });
  expect(
    parseReport(`REPORT RequestId: ${requestId}\tDuration: 1 ms\tStatus: error\tError Type: Runtime.ExitError\t\n`),
  ).toMatchObject({ outcome: 'fault', reason: 'Runtime.ExitError' });
});

test('the JSON format says the same', () => {
  const record = {
    requestId,
    status: 'success',
    tracing: { spanId: 'a', type: 'X-Amzn-Trace-Id', value: `Root=${traceId};Parent=07f5bc535a1f1fb4;Sampled=1` },
    metrics: { durationMs: 26.73, billedDurationMs: 27, memorySizeMB: 128, maxMemoryUsedMB: 36 },
  };
  expect(parseReport(JSON.stringify({ time: '2026-01-01T00:00:00.000Z', type: 'platform.report', record }))).toMatchObject({
    requestId,
    duration: expect.closeTo(0.02673),
    memoryUsed: 36,
    init: undefined,
    outcome: 'ok',
    traceId,
  });
});

test('other lines are no reports, whatever they hold', () => {
  expect(parseReport(`START RequestId: ${requestId} Version: $LATEST\n`)).toBeUndefined();
  expect(parseReport('REPORT RequestId: <script>')).toBeUndefined();
  expect(parseReport('{"type":"platform.report"}')).toBeUndefined();
  expect(parseReport('{ not JSON')).toBeUndefined();
  fc.assert(fc.property(fc.string(), (line) => parseReport(`x${line}`) === undefined));
});
