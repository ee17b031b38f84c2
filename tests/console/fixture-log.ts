/** Made-up log of the functions: whole invocations with what they wrote, as FilterLogEvents answers. For the console's tests. Deterministic. */
type Input = Record<string, unknown>;

export interface LogFixture {
  filterLogEvents(input: Input): { events: Record<string, unknown>[] };
}

interface LoggedEvent extends Record<string, unknown> {
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
}

const warmStream = '2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef';
const coldStream = '2026/01/01/[$LATEST]fedcba9876543210fedcba9876543210';

/** Twelve invocations, of which the fifth newest timed out and the oldest was a cold start, every third of them traced. */
export function ordersLog(now: number, traceId: string): LogFixture {
  const reports = Array.from({ length: 12 }, (_, index) => invocation(now, index, traceId));
  const events = [...reports.reverse().flat(), ...tracedColdStart(now - 12, traceId)];
  return {
    filterLogEvents({ filterPattern = '', logStreamNames, startTime = 0, endTime = Number.MAX_SAFE_INTEGER }) {
      const inWindow = events.filter(
        ({ timestamp, logStreamName }) =>
          timestamp >= Number(startTime) &&
          timestamp <= Number(endTime) &&
          (logStreamNames === undefined || (logStreamNames as string[]).includes(logStreamName)),
      );
      const pattern = String(filterPattern);
      if (pattern === '"REPORT RequestId"')
        return {
          events: inWindow.filter(({ message, logStreamName }) => logStreamName === warmStream && message.startsWith('REPORT')),
        };
      if (pattern.startsWith('"'))
        return { events: inWindow.filter(({ message }) => message.includes(String(JSON.parse(pattern)))) };
      if (pattern.startsWith('?'))
        return { events: inWindow.filter(({ message }) => /^(?:INIT_START|RADIOGRAPH)/.test(message)) };
      return { events: inWindow };
    },
  };
}

function invocation(now: number, index: number, traceId: string): LoggedEvent[] {
  const requestId = `8f507cfc-3f1d-4697-b07a-ac58fc914c${String(10 + index)}`;
  const cold = index === 11;
  const duration = 12.4 + ((index * 37) % 90);
  const ended = Math.round((now - 8 - index * 21) * 1000);
  const report = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${duration.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(duration + (cold ? 287.59 : 0))} ms`,
    'Memory Size: 128 MB',
    `Max Memory Used: ${36 + index} MB`,
    ...(cold ? ['Init Duration: 287.59 ms'] : []),
    ...(index === 4 ? ['Status: timeout'] : []),
    ...(index % 3 === 2 ? [`\nXRAY TraceId: ${traceId}`, 'SegmentId: 07f5bc535a1f1fb4', 'Sampled: true'] : []),
  ];
  return [
    ...(cold ? [line(warmStream, ended - 310, 'INIT_START Runtime Version: python:3.13.v7')] : []),
    line(warmStream, ended - Math.ceil(duration), `START RequestId: ${requestId} Version: $LATEST`),
    line(warmStream, ended - 2, `{"level":"INFO","message":"order ${index} taken","service":"orders"}`),
    ...(index === 4
      ? [line(warmStream, ended - 1, `2026-01-01T00:00:00.000Z ${requestId} Task timed out after 0.09 seconds`)]
      : []),
    line(warmStream, ended, `END RequestId: ${requestId}`),
    line(warmStream, ended, `${report.join('\t')}\t`),
  ];
}

/** What the cold trace of fixture-traces.ts logged. */
function tracedColdStart(start: number, traceId: string): LoggedEvent[] {
  const requestId = '3f1e2d7c-0000-4000-8000-000000000002';
  const at = (seconds: number) => Math.round((start + seconds) * 1000);
  return [
    line(coldStream, at(0.17), 'INIT_START Runtime Version: python:3.13.v7'),
    line(coldStream, at(0.17), 'RADIOGRAPH python3.13 is not installed on this machine; the function runs on Python 3.11.'),
    line(coldStream, at(0.531), `START RequestId: ${requestId} Version: $LATEST`),
    line(coldStream, at(0.54), '{"level":"INFO","message":"new order","customer":42,"service":"orders"}'),
    line(
      coldStream,
      at(0.77),
      `[ERROR]\t2026-01-01T00:00:00.000Z\t${requestId}\tpayment declined: 402\nTraceback (most recent call last):\n  File "app.py", line 41, in charge\n    raise Declined(402)`,
    ),
    line(coldStream, at(0.82), `END RequestId: ${requestId}`),
    line(
      coldStream,
      at(0.823),
      `REPORT RequestId: ${requestId}\tDuration: 289.00 ms\tBilled Duration: 645 ms\tMemory Size: 128 MB\tMax Memory Used: 61 MB\tInit Duration: 355.00 ms\t\nXRAY TraceId: ${traceId}\tSegmentId: 07f5bc535a1f1fb4\tSampled: true\t`,
    ),
  ];
}

function line(logStreamName: string, timestamp: number, message: string): LoggedEvent {
  return { logStreamName, timestamp, message: `${message}\n` };
}
