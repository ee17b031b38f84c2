/**
 * The embedded metric format: log events that are JSON objects with an `_aws` member become metric data. Pure.
 * Who calls it: `log-events.ts`, with every log event that is stored.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
import type { MetricData } from '../ports.ts';
import { units } from './validate.ts';

export interface EmbeddedMetrics {
  readonly directives: readonly { readonly namespace: string; readonly data: readonly MetricData[] }[];
  /** What AWS counts in the namespace AWS/Logs. The log event is kept either way. */
  readonly error: 'EMFValidationErrors' | 'EMFParsingErrors' | undefined;
}

type Json = Readonly<Record<string, unknown>>;

const hour = 60 * 60 * 1000;
const mostMetrics = 100;
const mostDimensions = 30;
const mostValues = 100;
const largestDocument = 1024 * 1024;
const nothing: EmbeddedMetrics = { directives: [], error: undefined };
const refused: EmbeddedMetrics = { directives: [], error: 'EMFValidationErrors' };

/** @param now epoch milliseconds. @returns no directives for an event that is not in the format. */
export function emf(message: string, now: number): EmbeddedMetrics {
  if (!/^\s*\{/.test(message) || !message.includes('"_aws"')) return nothing;
  if (Buffer.byteLength(message) > largestDocument) return refused;
  let root: Json;
  try {
    root = JSON.parse(message) as Json;
  } catch {
    return { directives: [], error: 'EMFParsingErrors' };
  }
  // Named in a nested object only: an ordinary log line.
  if (!Object.hasOwn(root, '_aws')) return nothing;
  const metadata = root['_aws'];
  if (!isObject(metadata)) return refused;
  const timestamp = metadata['Timestamp'];
  const given = metadata['CloudWatchMetrics'];
  if (typeof timestamp !== 'number' || !Number.isSafeInteger(timestamp) || timestamp < 0 || !Array.isArray(given)) return refused;
  if (timestamp < now - 14 * 24 * hour || timestamp > now + 2 * hour) return refused;
  const directives = given.map((directive) => (isObject(directive) ? readDirective(directive, root, timestamp) : undefined));
  const valid = directives.filter((directive) => directive !== undefined);
  return { directives: valid, error: valid.length < directives.length ? 'EMFValidationErrors' : undefined };
}

function readDirective(directive: Json, root: Json, timestamp: number): EmbeddedMetrics['directives'][number] | undefined {
  const { Namespace: namespace, Dimensions: sets, Metrics: metrics } = directive;
  if (typeof namespace !== 'string' || namespace.length < 1 || namespace.length > 255) return undefined;
  if (!Array.isArray(sets) || !Array.isArray(metrics) || metrics.length > mostMetrics) return undefined;
  const known: (readonly (readonly [string, string])[])[] = [];
  for (const set of sets.length === 0 ? [[]] : sets) {
    if (!Array.isArray(set) || set.length > mostDimensions || !set.every((name) => typeof name === 'string')) return undefined;
    const dimensions = set.flatMap((name): (readonly [string, string])[] => {
      const value = Object.hasOwn(root, name) ? root[name] : undefined;
      return typeof value === 'string' && value !== '' && value.length <= 1024 ? [[name, value]] : [];
    });
    // A set with a dimension that the document lacks would be another metric: it is left out.
    if (dimensions.length === set.length) known.push(dimensions);
  }
  const data = metrics.flatMap((metric): MetricData[] => {
    if (!isObject(metric) || typeof metric['Name'] !== 'string') return [];
    const name = metric['Name'];
    const values = valuesOf(Object.hasOwn(root, name) ? root[name] : undefined);
    if (!values) return [];
    const unit = typeof metric['Unit'] === 'string' && units.has(metric['Unit']) ? metric['Unit'] : undefined;
    return known.map((dimensions) => ({ name, dimensions, timestamp, unit, values }));
  });
  return { namespace, data };
}

function valuesOf(target: unknown): readonly number[] | undefined {
  const values: readonly unknown[] = Array.isArray(target) ? target : [target];
  if (values.length < 1 || values.length > mostValues) return undefined;
  return values.every((value) => typeof value === 'number') ? values : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
