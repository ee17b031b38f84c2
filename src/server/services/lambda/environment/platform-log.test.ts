import { describe, expect, it } from 'vitest';
import type { FunctionVersion } from '../function.ts';
import * as events from './platform-events.ts';
import { logLines } from './platform-log.ts';

const version = (LogFormat: 'Text' | 'JSON', SystemLogLevel?: string): FunctionVersion =>
  ({
    region: 'eu-west-1',
    functionName: 'f',
    version: '$LATEST',
    memorySize: 128,
    loggingConfig: { LogFormat, LogGroup: '/aws/lambda/f', SystemLogLevel },
  }) as FunctionVersion;
const text = (event: events.PlatformEvent) => logLines(version('Text'), event);
const json = (event: events.PlatformEvent, level?: string) =>
  logLines(version('JSON', level), event).map((line) => JSON.parse(line) as { type: string; record: object });

const figures = {
  requestId: 'r-1',
  duration: 3.0149,
  initDuration: undefined,
  memorySize: 128,
  memoryUsed: 36,
  status: 'success',
  errorType: undefined,
  spans: [],
  tracing: undefined,
} as const;
const tracing = {
  traceId: '1-5759e988-bd862e3fe1be46a994272793',
  segmentId: '53995c3f42cd8ad8',
  spanId: 'aaaaaaaaaaaaaaaa',
  header: 'Root=1',
};
const extension = {
  id: 'x',
  name: 'watcher.sh',
  external: true,
  state: 'Ready',
  events: ['INVOKE', 'SHUTDOWN'],
  errorType: undefined,
} as const;

describe("Lambda's own log lines", () => {
  it('are what CloudWatch shows', () => {
    expect(text(events.initStart(version('Text'), 'python:3.11.v7', 'init'))).toEqual([
      expect.stringMatching(
        /^INIT_START Runtime Version: python:3\.11\.v7\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:[0-9a-f]{64}\n$/,
      ),
    ]);
    expect(text(events.invocationStart('r-1', '$LATEST', undefined))).toEqual(['START RequestId: r-1 Version: $LATEST\n']);
    expect(text(events.invocationReport(figures))).toEqual([
      'END RequestId: r-1\n',
      'REPORT RequestId: r-1\tDuration: 3.01 ms\tBilled Duration: 4 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\t\n',
    ]);
  });

  it('have the trace on a second line of the same event', () => {
    expect(text(events.invocationReport({ ...figures, initDuration: 110.1, tracing }))[1]).toBe(
      'REPORT RequestId: r-1\tDuration: 3.01 ms\tBilled Duration: 114 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\tInit Duration: 110.10 ms\t\n' +
        'XRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793\tSegmentId: 53995c3f42cd8ad8\tSampled: true\t\n',
    );
  });

  it('name what ended a runtime', () => {
    const report = (changes: Partial<events.ReportFigures>) => text(events.invocationReport({ ...figures, ...changes }))[1];
    expect(report({ status: 'timeout', errorType: 'Sandbox.Timedout' })).toContain('\tStatus: timeout\t\n');
    expect(report({ status: 'failure', errorType: 'Runtime.ExitError' })).toContain(
      '\tStatus: error\tError Type: Runtime.ExitError\t\n',
    );
    expect(text(events.initReport('init', 50, 'error', 'Runtime.ExitError'))).toEqual([
      'INIT_REPORT Init Duration: 50.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError\t\n',
    ]);
    expect(text(events.initReport('init', 50, 'success', undefined))).toEqual([]);
  });

  it('tell of extensions and of what they subscribed to', () => {
    expect(text(events.extensionInit(extension))).toEqual([
      'EXTENSION\tName: watcher.sh\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n',
    ]);
    expect(text(events.extensionInit({ ...extension, state: 'InitError', events: [], errorType: 'Extension.NoConfig' }))).toEqual(
      ['EXTENSION\tName: watcher.sh\tState: InitError\tEvents: []\tError Type: Extension.NoConfig\n'],
    );
    const request = { schemaVersion: '', types: ['platform', 'function'] } as const;
    const rest = { buffering: { maxItems: 1, maxBytes: 1, timeoutMs: 1 }, destination: { protocol: 'TCP', port: 1 } } as const;
    expect(text(events.subscribed('watcher.sh', { api: 'telemetry', ...request, ...rest }))).toEqual([
      'TELEMETRY\tName: watcher.sh\tState: Subscribed\tTypes: [Platform, Function]\n',
    ]);
    expect(text(events.subscribed('watcher.sh', { api: 'logs', ...request, ...rest }))).toEqual([
      'LOGS\tName: watcher.sh\tState: Subscribed\tTypes: [Platform, Function]\n',
    ]);
  });

  it('are JSON events in JSON format, from the system log level up', () => {
    expect(json(events.invocationStart('r-1', '$LATEST', undefined))).toMatchObject([
      { type: 'platform.start', record: { requestId: 'r-1', version: '$LATEST' } },
    ]);
    expect(json(events.invocationReport({ ...figures, tracing }))).toMatchObject([
      {
        type: 'platform.report',
        record: {
          requestId: 'r-1',
          status: 'success',
          metrics: { durationMs: 3.015, billedDurationMs: 4, memorySizeMB: 128, maxMemoryUsedMB: 36 },
          tracing: { spanId: 'aaaaaaaaaaaaaaaa', value: 'Root=1' },
        },
      },
    ]);
    expect(json(events.invocationStart('r-1', '$LATEST', undefined), 'WARN')).toEqual([]);
    const done = { requestId: 'r-1', duration: 1, producedBytes: 4, spans: [], tracing: undefined, errorType: undefined };
    expect(json(events.runtimeDone({ ...done, status: 'success' }))).toEqual([]);
    expect(json(events.runtimeDone({ ...done, status: 'success' }), 'DEBUG')).toHaveLength(1);
    expect(json(events.runtimeDone({ ...done, status: 'timeout' }))).toHaveLength(1);
  });

  it('give spans their start and length', () => {
    const spans = [{ name: 'responseLatency', start: 1_700_000_000_000, end: 1_700_000_000_012.5 }] as const;
    const done = { requestId: 'r-1', duration: 1, producedBytes: 4, tracing: undefined, errorType: undefined };
    expect(events.runtimeDone({ ...done, status: 'success', spans }).record).toMatchObject({
      spans: [{ name: 'responseLatency', start: '2023-11-14T22:13:20.000Z', durationMs: 12.5 }],
      metrics: { durationMs: 1, producedBytes: 4 },
    });
  });
});
