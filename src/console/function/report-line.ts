/**
 * What Lambda writes to a function's log at the end of an invocation, read: the REPORT line of the text format and the
 * `platform.report` event of the JSON format. Called by use-invocations.ts; pure. AWS pages: "Viewing CloudWatch logs for Lambda
 * functions", "Lambda Telemetry API event schema reference".
 */
import { parseTraceId } from '../format/trace-id.ts';

/** Durations are seconds, as everywhere in the console; sizes are MB. */
export interface Report {
  readonly requestId: string;
  readonly duration: number | undefined;
  readonly billed: number | undefined;
  readonly memorySize: number | undefined;
  readonly memoryUsed: number | undefined;
  /** Present for a cold start. */
  readonly init: number | undefined;
  /** `ok`, or `fault` for a failure or timeout of the runtime; an error that the function returned is not in its report. */
  readonly outcome: 'ok' | 'fault';
  /** Why it failed: `timeout`, `Runtime.ExitError`. */
  readonly reason: string | undefined;
  /** Absent when the invocation was not sampled. */
  readonly traceId: string | undefined;
}

/** Undefined for any other line. */
export function parseReport(message: string): Report | undefined {
  return message.startsWith('{') ? parseJson(message) : parseText(message);
}

function parseText(message: string): Report | undefined {
  const requestId = /^REPORT RequestId: ([0-9a-f-]{36})(?=\s|$)/i.exec(message)?.[1];
  if (requestId === undefined) return undefined;
  const fields = new Map<string, string>();
  for (const field of message.split(/[\t\n]+/)) {
    const colon = field.indexOf(': ');
    if (colon > 0) fields.set(field.slice(0, colon), field.slice(colon + 2).trim());
  }
  const status = fields.get('Status');
  return {
    requestId,
    duration: seconds(leadingNumber(fields.get('Duration'))),
    billed: seconds(leadingNumber(fields.get('Billed Duration'))),
    memorySize: leadingNumber(fields.get('Memory Size')),
    memoryUsed: leadingNumber(fields.get('Max Memory Used')),
    init: seconds(leadingNumber(fields.get('Init Duration'))),
    outcome: status === undefined ? 'ok' : 'fault',
    reason: fields.get('Error Type') ?? status,
    traceId: fields.get('Sampled') === 'true' ? parseTraceId(fields.get('XRAY TraceId') ?? '') : undefined,
  };
}

interface ReportEvent {
  readonly type?: unknown;
  readonly record?: {
    readonly requestId?: unknown;
    readonly status?: unknown;
    readonly errorType?: unknown;
    readonly tracing?: { readonly value?: unknown } | undefined;
    readonly metrics?: Readonly<Record<string, unknown>> | undefined;
  };
}

function parseJson(message: string): Report | undefined {
  const event = readJson(message);
  const record = event?.record;
  if (event?.type !== 'platform.report' || typeof record?.requestId !== 'string') return undefined;
  const metric = (name: string): number | undefined => {
    const value = record.metrics?.[name];
    return typeof value === 'number' ? value : undefined;
  };
  const failed = record.status !== undefined && record.status !== 'success';
  const header = String(record.tracing?.value ?? '');
  return {
    requestId: record.requestId,
    duration: seconds(metric('durationMs')),
    billed: seconds(metric('billedDurationMs')),
    memorySize: metric('memorySizeMB'),
    memoryUsed: metric('maxMemoryUsedMB'),
    init: seconds(metric('initDurationMs')),
    outcome: failed ? 'fault' : 'ok',
    reason: failed ? String(record.errorType ?? record.status) : undefined,
    traceId: /Sampled=0/.test(header) ? undefined : parseTraceId(header),
  };
}

/** A line of the function's own may begin with `{` and be no JSON. */
function readJson(text: string): ReportEvent | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function leadingNumber(text: string | undefined): number | undefined {
  const value = Number.parseFloat(text ?? '');
  return Number.isNaN(value) ? undefined : value;
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
