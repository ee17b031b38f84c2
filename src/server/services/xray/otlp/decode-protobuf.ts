/**
 * ExportTraceServiceRequest from protobuf: one pass over the bytes, straight into what the conversion needs.
 *
 * Who calls it: `pipeline.ts`, for OTLP over HTTP and for OTLP in datagrams. Field numbers: opentelemetry-proto v1.
 * Fields that are not known are passed over, so that newer senders are understood.
 */
import type { JsonValue } from '../../../../model/segment-document.ts';
import { ProtobufReader, WireType } from './protobuf-reader.ts';
import {
  type Attributes,
  MalformedRequest,
  parentOf,
  type ResourceSpans,
  type ScopeSpans,
  type Span,
  type SpanEvent,
  type SpanLink,
} from './span.ts';

const bytes = (field: number): number => (field << 3) | WireType.bytes;
const varint = (field: number): number => (field << 3) | WireType.varint;
const fixed64 = (field: number): number => (field << 3) | WireType.fixed64;
const fixed32 = (field: number): number => (field << 3) | WireType.fixed32;

/** Lists of lists beyond this are an attack on the stack. */
const DEEPEST_VALUE = 64;

/** @throws MalformedRequest */
export function decodeProtobuf(body: Uint8Array): readonly ResourceSpans[] {
  const reader = new ProtobufReader(body);
  const resources: ResourceSpans[] = [];
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(1)) resources.push(readResourceSpans(reader));
    else reader.skip(tag);
  }
  return resources;
}

function readResourceSpans(reader: ProtobufReader): ResourceSpans {
  const around = reader.enter();
  let attributes: Attributes = new Map();
  const scopes: ScopeSpans[] = [];
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(1)) attributes = readResource(reader);
    else if (tag === bytes(2)) scopes.push(readScopeSpans(reader));
    else reader.skip(tag);
  }
  reader.leave(around);
  return { attributes, scopes };
}

function readResource(reader: ProtobufReader): Attributes {
  const around = reader.enter();
  const attributes: Attributes = new Map();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(1)) readAttribute(reader, attributes);
    else reader.skip(tag);
  }
  reader.leave(around);
  return attributes;
}

function readScopeSpans(reader: ProtobufReader): ScopeSpans {
  const around = reader.enter();
  const scope = { name: '', version: '' };
  const spans: Span[] = [];
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(1)) readScope(reader, scope);
    else if (tag === bytes(2)) spans.push(readSpan(reader));
    else reader.skip(tag);
  }
  reader.leave(around);
  return { scopeName: scope.name, scopeVersion: scope.version, spans };
}

function readScope(reader: ProtobufReader, scope: { name: string; version: string }): void {
  const around = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(1)) scope.name = reader.text();
    else if (tag === bytes(2)) scope.version = reader.text();
    else reader.skip(tag);
  }
  reader.leave(around);
}

const NO_EVENTS: readonly SpanEvent[] = [];
const NO_LINKS: readonly SpanLink[] = [];

function readSpan(reader: ProtobufReader): Span {
  const around = reader.enter();
  const size = reader.end - reader.position;
  const attributes: Attributes = new Map();
  const status = { code: 0, message: '' };
  let [traceId, spanId, parentSpanId, name] = ['', '', '', ''];
  let [flags, kind, startTime, endTime] = [0, 0, 0, 0];
  let events: SpanEvent[] | undefined;
  let links: SpanLink[] | undefined;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    switch (tag) {
      case bytes(1):
        traceId = reader.hex();
        break;
      case bytes(2):
        spanId = reader.hex();
        break;
      case bytes(4):
        parentSpanId = parentOf(reader.hex());
        break;
      case bytes(5):
        name = reader.text();
        break;
      case varint(6):
        kind = reader.uint32();
        break;
      case fixed64(7):
        startTime = reader.seconds();
        break;
      case fixed64(8):
        endTime = reader.seconds();
        break;
      case bytes(9):
        readAttribute(reader, attributes);
        break;
      case bytes(11):
        events = events ?? [];
        events.push(readEvent(reader));
        break;
      case bytes(13):
        links = links ?? [];
        links.push(readLink(reader));
        break;
      case bytes(15):
        readStatus(reader, status);
        break;
      case fixed32(16):
        flags = reader.fixed32();
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(around);
  return {
    traceId,
    spanId,
    parentSpanId,
    flags,
    name,
    kind,
    startTime,
    endTime,
    attributes,
    events: events ?? NO_EVENTS,
    links: links ?? NO_LINKS,
    statusCode: status.code,
    statusMessage: status.message,
    size,
  };
}

function readEvent(reader: ProtobufReader): SpanEvent {
  const around = reader.enter();
  const attributes: Attributes = new Map();
  let time = 0;
  let name = '';
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === fixed64(1)) time = reader.seconds();
    else if (tag === bytes(2)) name = reader.text();
    else if (tag === bytes(3)) readAttribute(reader, attributes);
    else reader.skip(tag);
  }
  reader.leave(around);
  return { time, name, attributes };
}

function readLink(reader: ProtobufReader): SpanLink {
  const around = reader.enter();
  const attributes: Attributes = new Map();
  let traceId = '';
  let spanId = '';
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(1)) traceId = reader.hex();
    else if (tag === bytes(2)) spanId = reader.hex();
    else if (tag === bytes(4)) readAttribute(reader, attributes);
    else reader.skip(tag);
  }
  reader.leave(around);
  return { traceId, spanId, attributes };
}

function readStatus(reader: ProtobufReader, status: { code: number; message: string }): void {
  const around = reader.enter();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(2)) status.message = reader.text();
    else if (tag === varint(3)) status.code = reader.uint32();
    else reader.skip(tag);
  }
  reader.leave(around);
}

/** A KeyValue. One without a value is left out: it says nothing. */
function readAttribute(reader: ProtobufReader, attributes: Attributes, depth = 0): void {
  const around = reader.enter();
  let key = '';
  let value: JsonValue = null;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(1)) key = reader.key();
    else if (tag === bytes(2)) value = readValue(reader, depth);
    else reader.skip(tag);
  }
  reader.leave(around);
  if (value !== null) attributes.set(key, value);
}

function readValue(reader: ProtobufReader, depth: number): JsonValue {
  if (depth > DEEPEST_VALUE) throw new MalformedRequest(`an attribute is nested deeper than ${DEEPEST_VALUE}`);
  const around = reader.enter();
  let value: JsonValue = null;
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    switch (tag) {
      case bytes(1):
        value = reader.text();
        break;
      case varint(2):
        value = reader.uint32() !== 0;
        break;
      case varint(3):
        value = reader.int64();
        break;
      case fixed64(4):
        value = finite(reader.double());
        break;
      case bytes(5):
        value = readList(reader, depth + 1);
        break;
      case bytes(6):
        value = readMap(reader, depth + 1);
        break;
      case bytes(7):
        value = reader.base64();
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(around);
  return value;
}

function readList(reader: ProtobufReader, depth: number): readonly JsonValue[] {
  const around = reader.enter();
  const values: JsonValue[] = [];
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(1)) values.push(readValue(reader, depth));
    else reader.skip(tag);
  }
  reader.leave(around);
  return values;
}

function readMap(reader: ProtobufReader, depth: number): JsonValue {
  const around = reader.enter();
  const entries: Attributes = new Map();
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === bytes(1)) readAttribute(reader, entries, depth);
    else reader.skip(tag);
  }
  reader.leave(around);
  return Object.fromEntries(entries);
}

/** JSON has no number for these. */
function finite(value: number): JsonValue {
  return Number.isFinite(value) ? value : String(value);
}
