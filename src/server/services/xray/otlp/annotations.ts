/**
 * What of a span's attributes is indexed (annotations) and what is only kept (metadata).
 *
 * Who calls it: `documents.ts`, last, when the attributes that a document's own fields stand for have been taken out.
 * AWS pages: "Segment documents" (annotations, metadata), and the X-Ray exporter of the ADOT collector: `aws.xray.annotations` is a list
 * of keys to index, `aws.xray.metadata.NAMESPACE` is JSON. Application Signals' attributes are indexed as the CloudWatch agent does.
 */
import type { JsonValue } from '../../../../model/segment-document.ts';
import { textsOf } from './attributes.ts';
import type { Resource } from './resource.ts';
import type { Attributes } from './span.ts';

/** Keys that an operator wants indexed; `*` stands for all. */
export type IndexedAttributes = ReadonlySet<string>;

const KEYS = 'aws.xray.annotations';
const METADATA_PREFIX = 'aws.xray.metadata.';
const NO_KEYS: readonly string[] = [];

/** Of the callee: the service's own segment has none of it. */
const REMOTE = ['service', 'operation', 'environment', 'resource.identifier', 'resource.type', 'db.user'];
const ALWAYS: ReadonlySet<string> = new Set([
  ...['aws.local.service', 'aws.local.operation', 'aws.local.environment'],
  ...REMOTE.map((name) => `aws.remote.${name}`),
]);

export type Fields = Record<string, JsonValue>;

export interface Indexed {
  readonly annotations: Fields | undefined;
  /** The namespace `default`, and those of `aws.xray.metadata.`. */
  readonly metadata: Fields | undefined;
}

/** @param resource undefined for subsegments: their segment tells. */
export function annotate(attributes: Attributes, resource: Resource | undefined, indexed: IndexedAttributes): Indexed {
  const listed = attributes.has(KEYS) ? textsOf(attributes, KEYS) : NO_KEYS;
  const all = indexed.has('*');
  let annotations: Fields | undefined;
  let metadata: Fields | undefined;
  let plain: Fields | undefined;
  const place = (key: string, value: JsonValue): void => {
    if ((all || indexed.has(key) || ALWAYS.has(key) || listed.includes(key)) && isScalar(value))
      annotations = withField(annotations, annotationKey(key), value);
    else plain = withField(plain, key, value);
  };
  if (resource !== undefined) for (const [key, value] of resource.attributes) place(key, value);
  for (const [key, value] of attributes) {
    if (key === KEYS) continue;
    const fields = key.startsWith(METADATA_PREFIX) ? parseFields(value) : undefined;
    if (fields === undefined) {
      place(key, value);
      continue;
    }
    const namespace = key.slice(METADATA_PREFIX.length);
    if (namespace.toLowerCase() === 'default')
      for (const [name, field] of Object.entries(fields)) plain = withField(plain, name, field);
    else metadata = withField(metadata, namespace, fields);
  }
  if (plain !== undefined) metadata = withField(metadata, 'default', plain);
  return { annotations, metadata };
}

/** The service's own segment beside a call's subsegment. */
export function annotateService(attributes: Attributes, resource: Resource, indexed: IndexedAttributes): Indexed {
  const { annotations, metadata } = annotate(attributes, resource, indexed);
  const own = Object.entries(annotations ?? {}).filter(
    ([key]) => !/^(aws\.remote\.|remoteTarget$|K8s[._]RemoteNamespace$)/.test(key),
  );
  const described = Object.entries((metadata?.['default'] ?? {}) as Fields).filter(([key]) => key.startsWith('otel.resource.'));
  return {
    annotations: own.length === 0 ? undefined : Object.fromEntries(own),
    metadata: described.length === 0 ? undefined : { default: Object.fromEntries(described) },
  };
}

/** X-Ray's keys have letters, digits, `_` and `.`. */
function annotationKey(key: string): string {
  return key.replace(/[^A-Za-z0-9.]/g, '_');
}

function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function parseFields(value: JsonValue): Fields | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const fields: unknown = JSON.parse(value);
    return typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? (fields as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** Keys come from outside: `__proto__` is one like any other. */
function withField(fields: Fields | undefined, key: string, value: JsonValue): Fields {
  const extended = fields ?? {};
  if (key === '__proto__') Object.defineProperty(extended, key, { value, enumerable: true, configurable: true, writable: true });
  else extended[key] = value;
  return extended;
}
