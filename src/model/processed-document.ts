/**
 * What of a sent document is kept for reading: AWS answers with processed documents, not with an echo. Unknown fields and fields of
 * the wrong type are dropped, empty stacks vanish, ids are lower case, `traced` is not read back.
 *
 * Called by trace assembly, once per entity; everything behind it can trust the types of segment-document.ts.
 * AWS page: "Getting data from X-Ray" (xray-api-gettingdata).
 */
import type { AnnotationValue, Exception, Segment, Subsegment } from './segment-document.ts';

type Read<Value> = (value: unknown) => Value | undefined;
type Fields<Shape> = { readonly [Key in keyof Shape]-?: Read<NonNullable<Shape[Key]>> };

const text: Read<string> = (value) => (typeof value === 'string' ? value : undefined);
const hex: Read<string> = (value) => (typeof value === 'string' ? value.toLowerCase() : undefined);
const flag: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const truth: Read<boolean> = (value) => (value === true ? true : undefined);
const number: Read<number> = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const anyObject: Read<{ readonly [key: string]: unknown }> = (value) => (isObject(value) ? value : undefined);
const dropped: Read<never> = () => undefined;

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list<Value>(read: Read<Value>): Read<readonly Value[]> {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const kept = value.map(read).filter((item) => item !== undefined);
    return kept.length === 0 ? undefined : kept;
  };
}

/** Picks the named fields, in the order in which they are named; an object of which nothing is left is dropped. */
function object<Shape>(fields: Fields<Shape>): Read<Shape> {
  const readers = Object.entries(fields) as [string, Read<unknown>][];
  return (value) => {
    if (!isObject(value)) return undefined;
    const kept: Record<string, unknown> = {};
    let any = false;
    for (const [name, read] of readers) {
      const sent = value[name];
      const field = sent === undefined ? undefined : read(sent);
      if (field === undefined) continue;
      kept[name] = field;
      any = true;
    }
    return any ? (kept as Shape) : undefined;
  };
}

/** Annotations are flat: strings, numbers and booleans. */
function annotations(value: unknown): { readonly [key: string]: AnnotationValue } | undefined {
  if (!isObject(value)) return undefined;
  const kept = Object.entries(value).filter((entry): entry is [string, AnnotationValue] => isAnnotationValue(entry[1]));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function isAnnotationValue(value: unknown): value is AnnotationValue {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

const http = object<NonNullable<Segment['http']>>({
  request: object({ url: text, method: text, user_agent: text, client_ip: text, x_forwarded_for: flag, traced: dropped }),
  response: object({
    status: number,
    content_length: (value) => (typeof value === 'string' ? value : number(value)),
  }),
});

const exception = object<Exception>({
  id: hex,
  type: text,
  message: text,
  remote: flag,
  truncated: number,
  skipped: number,
  cause: hex,
  stack: list(object({ path: text, line: number, label: text })),
});

const causeObject = object({
  working_directory: text,
  message: text,
  paths: list(text),
  exceptions: list(exception),
});

const links = list((value) => {
  const link = object({ trace_id: hex, id: hex, attributes: anyObject })(value);
  return link?.trace_id === undefined ? undefined : link;
}) as Read<NonNullable<Segment['links']>>;

/** In the order in which AWS prints them. */
const entity = {
  fault: flag,
  error: flag,
  throttle: flag,
  cause: (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : causeObject(value)),
  http,
  aws: anyObject,
  annotations,
  metadata: anyObject,
  links,
  /** Kept apart by trace assembly, which folds further ones in. */
  subsegments: dropped,
};

const segment = object<Segment>({
  id: hex,
  name: text,
  start_time: number,
  trace_id: hex,
  end_time: number,
  in_progress: truth,
  parent_id: hex,
  ...entity,
  user: text,
  service: anyObject,
  origin: text,
  resource_arn: text,
  type: dropped,
  inferred: dropped,
});

const subsegment = object<Subsegment>({
  id: hex,
  name: text,
  start_time: number,
  end_time: number,
  in_progress: truth,
  ...entity,
  namespace: text,
  sql: object({
    connection_string: text,
    url: text,
    sanitized_query: text,
    database_type: text,
    database_version: text,
    driver_version: text,
    user: text,
    preparation: text,
  }),
  precursor_ids: list(hex),
  traced: dropped,
});

/** Without its subsegments. `sent` has passed validation, so id, name, start time and trace id are there. */
export function processedSegment(sent: Segment): Segment {
  return segment(sent) ?? sent;
}

/** Without its own subsegments, and without what only independent ones carry: type, parent id, trace id. */
export function processedSubsegment(sent: Subsegment): Subsegment {
  return subsegment(sent) ?? sent;
}

/** Did the caller say that the callee sends a segment of its own? SDKs say it in the request, OpenTelemetry's beside it. */
export function isTraced(sent: Subsegment): boolean {
  return sent.traced === true || sent.http?.request?.traced === true;
}
