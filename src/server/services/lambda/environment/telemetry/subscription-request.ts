/**
 * What an extension asks for when it subscribes, checked (lambda/latest/dg/telemetry-api-reference.html, runtimes-logs-api.html).
 * Called by telemetry.ts.
 */
import { ExtensionError } from '../extensions/extension-error.ts';

export type SubscriptionApi = 'telemetry' | 'logs';
export type TelemetryCategory = 'platform' | 'function' | 'extension';

export type DestinationAddress =
  | { readonly protocol: 'HTTP'; readonly port: number; readonly path: string; readonly method: 'POST' | 'PUT' }
  | { readonly protocol: 'TCP'; readonly port: number };

export interface Buffering {
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface SubscriptionRequest {
  readonly api: SubscriptionApi;
  readonly schemaVersion: string;
  readonly types: readonly TelemetryCategory[];
  readonly buffering: Buffering;
  readonly destination: DestinationAddress;
}

const categories: readonly string[] = ['platform', 'function', 'extension'];
const schemaVersions: Readonly<Record<SubscriptionApi, readonly string[]>> = {
  telemetry: ['2022-07-01', '2022-12-13', '2025-01-29'],
  logs: ['2020-08-15', '2021-03-18'],
};
/** [least, default, most] */
const bufferingLimits = {
  maxItems: [1_000, 10_000, 10_000],
  maxBytes: [262_144, 262_144, 1_048_576],
  timeoutMs: [25, 1_000, 30_000],
} as const;
/** Telemetry never leaves the environment. */
const ownHosts: readonly string[] = ['sandbox.localdomain', 'sandbox', 'localhost', '127.0.0.1'];
/** The Runtime API's. */
const reservedPort = 9_001;

/** @throws ExtensionError with everything that is wrong, as Lambda lists it: `URI port is not provided; types should not be empty`. */
export function parseSubscription(api: SubscriptionApi, body: unknown): SubscriptionRequest {
  const wrong: string[] = [];
  const request = asObject(body);
  const schemaVersion = schemaVersionOf(api, request['schemaVersion'], wrong);
  const destination = destinationOf(asObject(request['destination']), wrong);
  const types = typesOf(request['types'], wrong);
  const buffering = bufferingOf(request['buffering'], wrong);
  if (wrong.length > 0 || destination === undefined)
    throw new ExtensionError(api === 'logs' ? 'Logs.ValidationError' : 'ValidationError', wrong.join('; '), 400);
  return { api, schemaVersion, types, buffering, destination };
}

function schemaVersionOf(api: SubscriptionApi, value: unknown, wrong: string[]): string {
  const allowed = schemaVersions[api];
  if (value === undefined && api === 'logs') return '2020-08-15';
  if (typeof value === 'string' && allowed.includes(value)) return value;
  wrong.push(value === undefined ? 'schemaVersion is not provided' : `schemaVersion should be one of ${allowed.join(', ')}`);
  return '';
}

function destinationOf(destination: Readonly<Record<string, unknown>>, wrong: string[]): DestinationAddress | undefined {
  const { protocol, URI, method = 'POST' } = destination;
  if (protocol !== 'HTTP' && protocol !== 'TCP') {
    wrong.push(protocol === undefined ? 'destination protocol is not provided' : 'destination protocol should be HTTP or TCP');
    return undefined;
  }
  const uri = typeof URI === 'string' ? uriOf(URI, wrong) : undefined;
  if (protocol === 'HTTP' && typeof URI !== 'string') wrong.push('URI is not provided');
  if (uri?.protocol === 'https:') wrong.push('URI scheme should be http');
  if (uri !== undefined && !ownHosts.includes(uri.hostname)) wrong.push('URI host should be sandbox.localdomain');
  const port = protocol === 'TCP' && typeof destination['port'] === 'number' ? destination['port'] : portOf(uri);
  if (port === undefined) {
    if (protocol === 'TCP' || uri !== undefined) wrong.push('URI port is not provided');
    return undefined;
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) wrong.push('port should be between 1 and 65535');
  if (port === reservedPort) wrong.push(`port ${reservedPort} is reserved`);
  if (protocol === 'TCP') return { protocol, port };
  if (method !== 'POST' && method !== 'PUT') wrong.push('destination method should be POST or PUT');
  return { protocol, port, path: `${uri?.pathname ?? '/'}${uri?.search ?? ''}`, method: method === 'PUT' ? 'PUT' : 'POST' };
}

function uriOf(text: string, wrong: string[]): URL | undefined {
  try {
    return new URL(text);
  } catch {
    wrong.push('URI is not valid');
    return undefined;
  }
}

const portOf = (uri: URL | undefined): number | undefined =>
  uri === undefined || uri.port === '' ? undefined : Number(uri.port);

function typesOf(value: unknown, wrong: string[]): readonly TelemetryCategory[] {
  if (!Array.isArray(value) || value.length === 0) {
    wrong.push('types should not be empty');
    return [];
  }
  if (value.every((type) => categories.includes(type))) return [...new Set(value as TelemetryCategory[])];
  wrong.push(`types should be among ${categories.join(', ')}`);
  return [];
}

function bufferingOf(value: unknown, wrong: string[]): Buffering {
  const asked = asObject(value);
  const limited = (name: keyof Buffering): number => {
    const [least, usual, most] = bufferingLimits[name];
    const number = asked[name] ?? usual;
    if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return number;
    wrong.push(`${name} should be between ${least} and ${most}`);
    return usual;
  };
  return { maxItems: limited('maxItems'), maxBytes: limited('maxBytes'), timeoutMs: limited('timeoutMs') };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
