/**
 * One event of an environment, and how the schema that an extension asked for writes it
 * (lambda/latest/dg/telemetry-schema-reference.html, runtimes-logs-api.html). Called by telemetry.ts.
 */
import type { SubscriptionRequest, TelemetryCategory } from './subscription-request.ts';

export interface TelemetryEvent {
  readonly category: TelemetryCategory;
  /** Epoch milliseconds. */
  readonly time: number;
  /** `platform.start`, `function`, `extension`. */
  readonly type: string;
  readonly record: unknown;
  /** May the text be an object? Only where the function logs in JSON. */
  readonly json?: boolean | undefined;
}

/** What the Logs API knows, and since when. The others came with the Telemetry API. */
const logsTypes: Readonly<Record<string, '2020-08-15' | '2021-03-18'>> = {
  'platform.start': '2020-08-15',
  'platform.end': '2020-08-15',
  'platform.report': '2020-08-15',
  'platform.fault': '2020-08-15',
  'platform.extension': '2020-08-15',
  'platform.logsSubscription': '2020-08-15',
  'platform.logsDropped': '2020-08-15',
  'platform.runtimeDone': '2021-03-18',
};

/** Only one of the two APIs speaks of these. */
const otherApi = { telemetry: ['platform.logsSubscription', 'platform.end', 'platform.fault'], logs: [] } as const;

/** @returns JSON texts: none where the subscription does not want the event, several where its schema splits it. */
export function encodeEvent(event: TelemetryEvent, { api, schemaVersion, types }: SubscriptionRequest): string[] {
  if (!types.includes(event.category)) return [];
  if (event.category !== 'platform')
    return [encode(event, event.json && schemaVersion >= '2022-12-13' ? objectOf(event.record) : event.record)];
  if (api === 'telemetry')
    return (otherApi.telemetry as readonly string[]).includes(event.type) ? [] : [encode(event, event.record)];
  const since = logsTypes[event.type];
  if (since === undefined || since > schemaVersion) return [];
  if (typeof event.record !== 'object') return [encode(event, event.record)];
  const { requestId, version, status, metrics, tracing, name, state, events } = event.record as Record<string, unknown>;
  switch (event.type) {
    case 'platform.start':
      return [encode(event, { requestId, version })];
    case 'platform.runtimeDone':
      return [encode(event, { requestId, status: status === 'error' ? 'failure' : status })];
    case 'platform.report':
      return [encode({ ...event, type: 'platform.end' }, { requestId }), encode(event, { requestId, metrics, tracing })];
    case 'platform.extension':
      return [encode(event, { name, state, events })];
    default:
      return [encode(event, event.record)];
  }
}

/** A line of JSON is an object since schema 2022-12-13; it was text before. */
function objectOf(text: unknown): unknown {
  if (typeof text !== 'string' || !text.startsWith('{')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function encode({ time, type }: TelemetryEvent, record: unknown): string {
  return JSON.stringify({ time: new Date(time).toISOString(), type, record });
}
