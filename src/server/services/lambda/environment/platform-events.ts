/**
 * What Lambda itself says of an environment's life, once: the record that telemetry and JSON logs carry, its level, and its lines in the
 * text format (lambda/latest/dg/telemetry-schema-reference.html, monitoring-cloudwatchlogs-advanced.html, monitoring-cloudwatchlogs.html).
 * Made by the phases of environment.ts and by invocation/report.ts; written by platform-log.ts.
 */
import { createHash } from 'node:crypto';
import type { FunctionVersion } from '../function.ts';
import type { Extension } from './extensions/extensions.ts';
import type { SubscriptionRequest } from './telemetry/subscription-request.ts';

export interface PlatformEvent {
  readonly type: `platform.${string}`;
  readonly level: 'DEBUG' | 'INFO' | 'WARN';
  readonly record: Readonly<Record<string, unknown>>;
  /** Log events of the text format. */
  readonly text: readonly string[];
}

export type Phase = 'init' | 'invoke';
export type RunStatus = 'success' | 'error' | 'timeout' | 'failure';

export interface Tracing {
  readonly traceId: string;
  /** The function segment. */
  readonly segmentId: string;
  /** Spans of the telemetry schema. */
  readonly spanId: string;
  readonly header: string;
}

/** Times in epoch milliseconds. */
export interface Span {
  readonly name: 'responseLatency' | 'responseDuration' | 'runtimeOverhead' | 'extensionOverhead';
  readonly start: number;
  readonly end: number;
}

export interface RuntimeDoneFigures {
  readonly requestId: string;
  readonly status: RunStatus;
  readonly errorType: string | undefined;
  /** Milliseconds. */
  readonly duration: number;
  readonly producedBytes: number | undefined;
  readonly spans: readonly Span[];
  readonly tracing: Tracing | undefined;
}

export interface ReportFigures {
  readonly requestId: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly initDuration: number | undefined;
  readonly memorySize: number;
  readonly memoryUsed: number;
  readonly status: RunStatus;
  readonly errorType: string | undefined;
  readonly spans: readonly Span[];
  readonly tracing: Tracing | undefined;
}

const ms = (value: number): string => value.toFixed(2);
const round = (value: number): number => Number(value.toFixed(3));
const initializationType = 'on-demand';
const levelOf = (status: RunStatus): PlatformEvent['level'] => (status === 'success' ? 'DEBUG' : 'WARN');
const errorOf = (errorType: string | undefined): { errorType?: string } => (errorType === undefined ? {} : { errorType });

/** @param label `python:3.11.v7`. */
export function initStart(version: FunctionVersion, label: string, phase: Phase): PlatformEvent {
  const runtimeVersionArn = runtimeArn(version.region, label);
  return {
    type: 'platform.initStart',
    level: 'INFO',
    record: {
      initializationType,
      phase,
      runtimeVersion: label,
      runtimeVersionArn,
      functionName: version.functionName,
      functionVersion: version.version,
      instanceMaxMemory: version.memorySize * 1024 * 1024,
    },
    // One that runs inside an invocation is told by its report.
    text: phase === 'invoke' ? [] : [`INIT_START Runtime Version: ${label}\tRuntime Version ARN: ${runtimeVersionArn}\n`],
  };
}

/** AWS's hash names an image of its own; ours names the label. */
const runtimeArn = (region: string, label: string): string =>
  `arn:aws:lambda:${region}::runtime:${createHash('sha256').update(label).digest('hex')}`;

export function initRuntimeDone(phase: Phase, status: RunStatus, errorType: string | undefined): PlatformEvent {
  const record = { initializationType, phase, status, ...errorOf(errorType) };
  return { type: 'platform.initRuntimeDone', level: levelOf(status), record, text: [] };
}

/** @param duration milliseconds. */
export function initReport(phase: Phase, duration: number, status: RunStatus, errorType: string | undefined): PlatformEvent {
  return {
    type: 'platform.initReport',
    level: levelOf(status),
    record: { initializationType, phase, status, ...errorOf(errorType), metrics: { durationMs: round(duration) } },
    // A good one is told by the REPORT line.
    text:
      status === 'success'
        ? []
        : [
            `INIT_REPORT Init Duration: ${ms(duration)} ms\tPhase: ${phase}\tStatus: ${status}${errorType === undefined ? '' : `\tError Type: ${errorType}`}\t\n`,
          ],
  };
}

export function extensionInit({ name, state, events, errorType }: Extension): PlatformEvent {
  const error = errorType === undefined ? '' : `\tError Type: ${errorType}`;
  return {
    type: 'platform.extension',
    level: errorType === undefined ? 'INFO' : 'WARN',
    record: { name, state, events, ...errorOf(errorType) },
    text: [`EXTENSION\tName: ${name}\tState: ${state}\tEvents: [${events.join(', ')}]${error}\n`],
  };
}

export function subscribed(name: string, { api, types }: SubscriptionRequest): PlatformEvent {
  const titles = types.map((type) => `${type.charAt(0).toUpperCase()}${type.slice(1)}`).join(', ');
  return {
    type: api === 'logs' ? 'platform.logsSubscription' : 'platform.telemetrySubscription',
    level: 'INFO',
    record: { name, state: 'Subscribed', types },
    text: [`${api === 'logs' ? 'LOGS' : 'TELEMETRY'}\tName: ${name}\tState: Subscribed\tTypes: [${titles}]\n`],
  };
}

export function invocationStart(requestId: string, version: string, tracing: Tracing | undefined): PlatformEvent {
  return {
    type: 'platform.start',
    level: 'INFO',
    record: { requestId, version, ...tracingOf(tracing) },
    text: [`START RequestId: ${requestId} Version: ${version}\n`],
  };
}

export function runtimeDone(figures: RuntimeDoneFigures): PlatformEvent {
  const { requestId, status, errorType, duration, producedBytes, spans, tracing } = figures;
  const metrics = { durationMs: round(duration), ...(producedBytes === undefined ? {} : { producedBytes }) };
  return {
    type: 'platform.runtimeDone',
    level: levelOf(status),
    record: { requestId, ...tracingOf(tracing), status, ...errorOf(errorType), spans: spans.map(writeSpan), metrics },
    text: [],
  };
}

export function invocationReport(figures: ReportFigures): PlatformEvent {
  const { requestId, status, errorType, spans, tracing } = figures;
  const metrics = {
    durationMs: round(figures.duration),
    billedDurationMs: billed(figures),
    memorySizeMB: figures.memorySize,
    maxMemoryUsedMB: figures.memoryUsed,
    ...(figures.initDuration === undefined ? {} : { initDurationMs: round(figures.initDuration) }),
  };
  return {
    type: 'platform.report',
    level: status === 'success' ? 'INFO' : 'WARN',
    record: {
      requestId,
      ...tracingOf(tracing),
      status,
      ...errorOf(errorType),
      ...(spans.length === 0 ? {} : { spans: spans.map(writeSpan) }),
      metrics,
    },
    text: [`END RequestId: ${requestId}\n`, reportLine(figures)],
  };
}

function reportLine(figures: ReportFigures): string {
  const { requestId, duration, initDuration, status, errorType, tracing } = figures;
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${ms(duration)} ms`,
    `Billed Duration: ${billed(figures)} ms`,
    `Memory Size: ${figures.memorySize} MB`,
    `Max Memory Used: ${figures.memoryUsed} MB`,
    ...(initDuration === undefined ? [] : [`Init Duration: ${ms(initDuration)} ms`]),
    ...(status === 'timeout' ? ['Status: timeout'] : status === 'failure' ? [`Status: error\tError Type: ${errorType}`] : []),
    ...(tracing === undefined ? [] : [`\nXRAY TraceId: ${tracing.traceId}`, `SegmentId: ${tracing.segmentId}`, 'Sampled: true']),
  ];
  return `${fields.join('\t')}\t\n`;
}

/** Managed runtimes are billed for their init phase since August 2025. */
const billed = ({ duration, initDuration }: ReportFigures): number => Math.ceil(duration + (initDuration ?? 0));

export function logsDropped(reason: string, droppedRecords: number, droppedBytes: number): PlatformEvent {
  return {
    type: 'platform.logsDropped',
    level: 'WARN',
    record: { reason, droppedRecords, droppedBytes },
    text: [`LOGS_DROPPED\tDropped Records: ${droppedRecords}\tDropped Bytes: ${droppedBytes}\tReason: ${reason}\t\n`],
  };
}

function tracingOf(tracing: Tracing | undefined): object {
  return tracing === undefined ? {} : { tracing: { spanId: tracing.spanId, type: 'X-Amzn-Trace-Id', value: tracing.header } };
}

const writeSpan = ({ name, start, end }: Span): object => ({
  name,
  start: new Date(start).toISOString(),
  durationMs: round(Math.max(0, end - start)),
});
