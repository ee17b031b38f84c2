/**
 * Lambda's own log lines, as text and as JSON (lambda/latest/dg/monitoring-cloudwatchlogs.html, telemetry-schema-reference.html).
 * Called by environment.ts for the init phase and by invocation/report.ts.
 */
import { createHash } from 'node:crypto';
import type { FunctionVersion } from '../function.ts';

const ms = (value: number): string => value.toFixed(2);
const round = (value: number): number => Number(value.toFixed(3));

export interface Tracing {
  readonly traceId: string;
  /** The function segment. */
  readonly segmentId: string;
  /** Spans of the telemetry schema. */
  readonly spanId: string;
  readonly header: string;
}

export interface ReportFigures {
  readonly requestId: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly initDuration: number | undefined;
  readonly memorySize: number;
  readonly memoryUsed: number;
  readonly status: 'success' | 'error' | 'timeout' | 'failure';
  readonly errorType: string | undefined;
  readonly tracing: Tracing | undefined;
}

export interface PlatformLog {
  initStart(label: string): string | undefined;
  initReport(
    duration: number,
    phase: 'init' | 'invoke',
    status: 'error' | 'timeout',
    errorType: string | undefined,
  ): string | undefined;
  start(requestId: string): string | undefined;
  /** Text: END and REPORT; JSON: platform.runtimeDone and platform.report. */
  report(figures: ReportFigures): readonly string[];
}

export function platformLog(version: FunctionVersion): PlatformLog {
  return version.loggingConfig.LogFormat === 'JSON' ? jsonLog(version) : textLog(version);
}

/** AWS's hash names an image of its own; ours names the label. */
const runtimeArn = (region: string, label: string): string =>
  `arn:aws:lambda:${region}::runtime:${createHash('sha256').update(label).digest('hex')}`;

function textLog(version: FunctionVersion): PlatformLog {
  return {
    initStart: (label) => `INIT_START Runtime Version: ${label}\tRuntime Version ARN: ${runtimeArn(version.region, label)}\n`,
    initReport: (duration, phase, status, errorType) =>
      `INIT_REPORT Init Duration: ${ms(duration)} ms\tPhase: ${phase}\tStatus: ${status}${errorType === undefined ? '' : `\tError Type: ${errorType}`}\t\n`,
    start: (requestId) => `START RequestId: ${requestId} Version: ${version.version}\n`,
    report: (figures) => {
      const { requestId, duration, initDuration, status, errorType, tracing } = figures;
      const fields = [
        `REPORT RequestId: ${requestId}`,
        `Duration: ${ms(duration)} ms`,
        `Billed Duration: ${billed(figures)} ms`,
        `Memory Size: ${figures.memorySize} MB`,
        `Max Memory Used: ${figures.memoryUsed} MB`,
        ...(initDuration === undefined ? [] : [`Init Duration: ${ms(initDuration)} ms`]),
        ...(status === 'timeout' ? ['Status: timeout'] : status === 'failure' ? [`Status: error\tError Type: ${errorType}`] : []),
        ...(tracing === undefined
          ? []
          : [`\nXRAY TraceId: ${tracing.traceId}`, `SegmentId: ${tracing.segmentId}`, 'Sampled: true']),
      ];
      return [`END RequestId: ${requestId}\n`, `${fields.join('\t')}\t\n`];
    },
  };
}

/** Managed runtimes are billed for their init phase since August 2025. */
const billed = ({ duration, initDuration }: ReportFigures): number => Math.ceil(duration + (initDuration ?? 0));

const systemLevels = ['DEBUG', 'INFO', 'WARN'];

function jsonLog(version: FunctionVersion): PlatformLog {
  const threshold = systemLevels.indexOf(version.loggingConfig.SystemLogLevel ?? 'INFO');
  const event = (level: string, type: string, record: object): string | undefined =>
    systemLevels.indexOf(level) < threshold ? undefined : `${JSON.stringify({ time: new Date().toISOString(), type, record })}\n`;
  return {
    initStart: (label) =>
      event('INFO', 'platform.initStart', {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: label,
        runtimeVersionArn: runtimeArn(version.region, label),
        functionName: version.functionName,
        functionVersion: version.version,
        instanceMaxMemory: version.memorySize * 1024 * 1024,
      }),
    initReport: (duration, phase, status, errorType) =>
      event('WARN', 'platform.initReport', {
        initializationType: 'on-demand',
        phase,
        status,
        ...(errorType === undefined ? {} : { errorType }),
        metrics: { durationMs: round(duration) },
      }),
    start: (requestId) => event('INFO', 'platform.start', { requestId, version: version.version }),
    report: (figures) => {
      const { requestId, status, errorType, tracing } = figures;
      const common = {
        requestId,
        ...(tracing === undefined ? {} : { tracing: { spanId: tracing.spanId, type: 'X-Amzn-Trace-Id', value: tracing.header } }),
        status,
        ...(errorType === undefined ? {} : { errorType }),
      };
      const metrics = {
        durationMs: round(figures.duration),
        billedDurationMs: billed(figures),
        memorySizeMB: figures.memorySize,
        maxMemoryUsedMB: figures.memoryUsed,
        ...(figures.initDuration === undefined ? {} : { initDurationMs: round(figures.initDuration) }),
      };
      const level = status === 'success' ? 'INFO' : 'WARN';
      return [
        event('DEBUG', 'platform.runtimeDone', { ...common, metrics: { durationMs: round(figures.duration) } }),
        event(level, 'platform.report', { ...common, metrics }),
      ].filter((line) => line !== undefined);
    },
  };
}
