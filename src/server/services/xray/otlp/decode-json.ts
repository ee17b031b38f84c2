/**
 * ExportTraceServiceRequest from OTLP's JSON: protobuf's JSON mapping, but ids are hex and enums are numbers. Names of enums and
 * snake_case members, which plain protobuf tools write, are understood too.
 *
 * Who calls it: `pipeline.ts`. Specification: opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding".
 */
import type { JsonValue } from '../../../../model/segment-document.ts';
import {
  type Attributes,
  MalformedRequest,
  parentOf,
  type ResourceSpans,
  type ScopeSpans,
  type Span,
  type SpanEvent,
  SpanKind,
  type SpanLink,
  StatusCode,
} from './span.ts';

type Json = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @throws MalformedRequest */
export function decodeJson(body: Uint8Array): readonly ResourceSpans[] {
  return list(parse(body), 'resourceSpans').map((sent) => ({
    attributes: attributesOf(object(sent['resource'], 'resource')),
    scopes: list(sent, 'scopeSpans').map(scopeSpans),
  }));
}

function parse(body: Uint8Array): Json {
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(body));
  } catch {
    throw new MalformedRequest('the body is not JSON in UTF-8');
  }
  if (!isObject(value)) throw new MalformedRequest('the body is not a JSON object');
  return value;
}

function scopeSpans(sent: Json): ScopeSpans {
  const scope = object(sent['scope'], 'scope');
  return { scopeName: text(scope, 'name'), scopeVersion: text(scope, 'version'), spans: list(sent, 'spans').map(spanOf) };
}

function spanOf(sent: Json): Span {
  const status = object(sent['status'], 'status');
  return {
    traceId: text(sent, 'traceId').toLowerCase(),
    spanId: text(sent, 'spanId').toLowerCase(),
    parentSpanId: parentOf(text(sent, 'parentSpanId').toLowerCase()),
    flags: whole(sent, 'flags'),
    name: text(sent, 'name'),
    kind: enumerated(sent, 'kind', 'SPAN_KIND_', SpanKind),
    startTime: seconds(sent, 'startTimeUnixNano'),
    endTime: seconds(sent, 'endTimeUnixNano'),
    attributes: attributesOf(sent),
    events: list(sent, 'events').map(eventOf),
    links: list(sent, 'links').map(linkOf),
    statusCode: enumerated(status, 'code', 'STATUS_CODE_', StatusCode),
    statusMessage: text(status, 'message'),
    size: sizeOf(sent),
  };
}

function eventOf(sent: Json): SpanEvent {
  return { time: seconds(sent, 'timeUnixNano'), name: text(sent, 'name'), attributes: attributesOf(sent) };
}

function linkOf(sent: Json): SpanLink {
  return {
    traceId: text(sent, 'traceId').toLowerCase(),
    spanId: text(sent, 'spanId').toLowerCase(),
    attributes: attributesOf(sent),
  };
}

function attributesOf(sent: Json): Attributes {
  const attributes: Attributes = new Map();
  for (const entry of list(sent, 'attributes')) {
    const value = readValue(entry['value']);
    if (value !== null) attributes.set(text(entry, 'key'), value);
  }
  return attributes;
}

/** An AnyValue: exactly one member says of which type. */
function readValue(sent: unknown): JsonValue {
  if (sent === undefined || sent === null) return null;
  const value = object(sent, 'value');
  const [type, content] = Object.entries(value).find(([, member]) => member !== null && member !== undefined) ?? [];
  switch (type === undefined ? undefined : camelCase(type)) {
    case undefined:
      return null;
    case 'stringValue':
    case 'bytesValue':
      if (typeof content === 'string') return content;
      break;
    case 'boolValue':
      if (typeof content === 'boolean') return content;
      break;
    case 'intValue':
      if (isWhole(content)) return safeWhole(content);
      break;
    case 'doubleValue':
      if (typeof content === 'number') return content;
      if (typeof content === 'string' && content !== '') return Number.isFinite(Number(content)) ? Number(content) : content;
      break;
    case 'arrayValue':
      return list(object(content, 'arrayValue'), 'values').map(readValue);
    case 'kvlistValue':
      return Object.fromEntries(
        list(object(content, 'kvlistValue'), 'values').map((entry) => [text(entry, 'key'), readValue(entry['value'])]),
      );
    default:
  }
  throw new MalformedRequest(`an attribute has no value of a known type: ${JSON.stringify(sent).slice(0, 100)}`);
}

function member(sent: Json, name: string): unknown {
  const value = sent[name] ?? sent[snakeCase(name)];
  return value === null ? undefined : value;
}

function text(sent: Json, name: string): string {
  const value = member(sent, name);
  if (value === undefined) return '';
  if (typeof value !== 'string') throw new MalformedRequest(`${name} is not a string`);
  return value;
}

function list(sent: Json, name: string): readonly Json[] {
  const value = member(sent, name) ?? [];
  if (!Array.isArray(value) || !value.every(isObject)) throw new MalformedRequest(`${name} is not a list of objects`);
  return value;
}

function object(value: unknown, name: string): Json {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new MalformedRequest(`${name} is not an object`);
  return value;
}

function whole(sent: Json, name: string): number {
  const value = member(sent, name) ?? 0;
  if (!isWhole(value)) throw new MalformedRequest(`${name} is not a whole number`);
  return Number(value);
}

/** Nanoseconds, as a number or as digits. */
function seconds(sent: Json, name: string): number {
  return Math.round(whole(sent, name) / 1000) / 1e6;
}

function enumerated(sent: Json, name: string, prefix: string, values: Readonly<Record<string, number>>): number {
  const value = member(sent, name) ?? 0;
  if (typeof value !== 'string' || /^\d+$/.test(value)) return whole(sent, name);
  const known = value.startsWith(prefix) ? values[value.slice(prefix.length).toLowerCase()] : undefined;
  if (known === undefined) throw new MalformedRequest(`${name} is "${value}", which is none of ${prefix}…`);
  return known;
}

function isWhole(value: unknown): value is number | string {
  return typeof value === 'number' ? Number.isInteger(value) : typeof value === 'string' && /^-?\d{1,20}$/.test(value);
}

function safeWhole(value: number | string): JsonValue {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** Near enough to say whether a span is too large, without writing it again: the texts in it. */
function sizeOf(sent: unknown): number {
  let size = 0;
  const open: unknown[] = [sent];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') size += next.length;
    else if (typeof next === 'object' && next !== null) open.push(...Object.values(next).filter((value) => value !== undefined));
    else size += 8;
  }
  return size;
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
