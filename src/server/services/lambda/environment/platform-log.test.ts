import { describe, expect, it } from 'vitest';
import type { FunctionVersion } from '../function.ts';
import { platformLog } from './platform-log.ts';

const version = (LogFormat: 'Text' | 'JSON', SystemLogLevel?: string): FunctionVersion =>
  ({
    region: 'eu-west-1',
    functionName: 'f',
    version: '$LATEST',
    memorySize: 128,
    loggingConfig: { LogFormat, LogGroup: '/aws/lambda/f', SystemLogLevel },
  }) as FunctionVersion;

const figures = {
  requestId: 'r-1',
  duration: 3.0149,
  initDuration: undefined,
  memorySize: 128,
  memoryUsed: 36,
  status: 'success',
  errorType: undefined,
  tracing: undefined,
} as const;
const tracing = {
  traceId: '1-5759e988-bd862e3fe1be46a994272793',
  segmentId: '53995c3f42cd8ad8',
  spanId: 'aaaaaaaaaaaaaaaa',
  header: 'Root=1',
};

describe("Lambda's own log lines", () => {
  it('are what CloudWatch shows', () => {
    const log = platformLog(version('Text'));
    expect(log.initStart('python:3.11.v7')).toMatch(
      /^INIT_START Runtime Version: python:3\.11\.v7\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:[0-9a-f]{64}\n$/,
    );
    expect(log.start('r-1')).toBe('START RequestId: r-1 Version: $LATEST\n');
    expect(log.report(figures)).toEqual([
      'END RequestId: r-1\n',
      'REPORT RequestId: r-1\tDuration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\t\n',
    ]);
  });

  it('have the trace on a second line of the same event', () => {
    const [, line] = platformLog(version('Text')).report({ ...figures, initDuration: 110.1, tracing });
    expect(line).toBe(
      'REPORT RequestId: r-1\tDuration: 3.01 ms\tBilled Duration: 114 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tInit Duration: 110.10 ms\t\n' +
        'XRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793\tSegmentId: 53995c3f42cd8ad8\tSampled: true\t\n',
    );
  });

  it('name what ended a runtime', () => {
    const log = platformLog(version('Text'));
    expect(log.report({ ...figures, status: 'timeout', errorType: 'Sandbox.Timedout' })[1]).toContain('\tStatus: timeout\t\n');
    expect(log.report({ ...figures, status: 'failure', errorType: 'Runtime.ExitError' })[1]).toContain(
      '\tStatus: error\tError Type: Runtime.ExitError\t\n',
    );
    expect(log.initReport(50, 'init', 'error', 'Runtime.ExitError')).toBe(
      'INIT_REPORT Init Duration: 50.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError\t\n',
    );
  });

  it('are JSON events in JSON format, above the system log level', () => {
    const log = platformLog(version('JSON'));
    expect(JSON.parse(log.start('r-1') ?? '')).toMatchObject({
      type: 'platform.start',
      record: { requestId: 'r-1', version: '$LATEST' },
    });
    const lines = log.report({ ...figures, tracing });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      type: 'platform.report',
      record: {
        requestId: 'r-1',
        status: 'success',
        metrics: { durationMs: 3.015, billedDurationMs: 4, memorySizeMB: 128, maxMemoryUsedMB: 36 },
        tracing: { spanId: 'aaaaaaaaaaaaaaaa', value: 'Root=1' },
      },
    });
    expect(platformLog(version('JSON', 'WARN')).start('r-1')).toBeUndefined();
    expect(platformLog(version('JSON', 'DEBUG')).report(figures)).toHaveLength(2);
  });
});
