/**
 * JSON bodies by schema: restJson1 and awsJson. Decoding checks types, because AWS answers a wrong type with
 * SerializationException before the operation runs; the SDK's own decoder trusts its input.
 */
import { AwsError } from './aws-error.ts';
import { Double, holdsDoubles, textWithDoubles } from './doubles.ts';
import type { Shape, SimpleShape, StructureShape } from './shape.ts';

function serializationError(message: string): AwsError {
  return new AwsError('SerializationException', message, 400);
}

/** @throws AwsError SerializationException when the text is not JSON or not an object. */
export function parseJsonObject(text: string): Record<string, unknown> {
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw serializationError(`Could not parse request body into json: ${(cause as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw serializationError('Start of structure or map expected.');
  return value as Record<string, unknown>;
}

const tokens: Readonly<Record<string, string>> = {
  string: 'STRING_VALUE',
  number: 'NUMBER_VALUE',
  bigint: 'NUMBER_VALUE',
  boolean: 'BOOLEAN_VALUE',
};

function refuse(value: unknown, wanted: string): never {
  if (Array.isArray(value)) throw serializationError(`Unrecognized collection type ${wanted}`);
  if (typeof value === 'object') throw serializationError(`Start of structure or map found where not expected.`);
  throw serializationError(`${tokens[typeof value] ?? 'NULL_VALUE'} cannot be converted to ${wanted}`);
}

/**
 * Decodes a JSON value: blobs become `Uint8Array`, timestamps `Date`; unknown members are ignored, nulls dropped, as AWS does.
 * @throws AwsError SerializationException on a wrong type.
 */
export function decodeJson(shape: Shape, value: unknown, useJsonName: boolean): unknown {
  switch (shape.kind) {
    case 'structure':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(value, shape.name);
      return decodeStructure(shape, value as Record<string, unknown>, useJsonName);
    case 'list':
      if (!Array.isArray(value)) throw serializationError('Expected list or null');
      return value.filter((entry) => entry !== null).map((entry) => decodeJson(shape.member.shape, entry, useJsonName));
    case 'map': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(value, 'Map');
      const decoded: Record<string, unknown> = {};
      for (const [key, entry] of Object.entries(value))
        if (entry !== null) setOwn(decoded, key, decodeJson(shape.value.shape, entry, useJsonName));
      return decoded;
    }
    default:
      return decodeSimple(shape, value);
  }
}

export function decodeStructure(
  shape: StructureShape,
  value: Readonly<Record<string, unknown>>,
  useJsonName: boolean,
): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const member of shape.members) {
    const key = useJsonName ? (member.traits.jsonName ?? member.name) : member.name;
    if (!Object.hasOwn(value, key)) continue;
    const entry = value[key];
    if (entry !== null && entry !== undefined) decoded[member.name] = decodeJson(member.shape, entry, useJsonName);
  }
  return decoded;
}

/** A client may send a key called `__proto__`; it must stay a plain key. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function decodeSimple(shape: SimpleShape, value: unknown): unknown {
  switch (shape.kind) {
    case 'string':
      return typeof value === 'string' ? value : refuse(value, 'String');
    case 'number':
    case 'bigint':
      if (typeof value === 'number') return value;
      if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
      return refuse(value, 'Number');
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse(value, 'Boolean');
    case 'timestamp':
      return decodeTimestamp(value);
    case 'blob':
      return typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : refuse(value, 'Blob');
    case 'document':
      return value;
  }
}

/** Epoch seconds, or the date-time form that some clients send. */
export function decodeTimestamp(value: unknown): Date {
  const date =
    typeof value === 'number'
      ? new Date(value * 1000)
      : typeof value === 'string'
        ? new Date(/^-?\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : value)
        : new Date(Number.NaN);
  if (Number.isNaN(date.getTime())) refuse(value, 'Timestamp');
  return date;
}

/** The JSON text of an output. */
export function writeJson(shape: Shape, value: unknown, useJsonName: boolean): string {
  const encoded = encodeJson(shape, value, useJsonName);
  return holdsDoubles(shape) ? textWithDoubles(encoded) : JSON.stringify(encoded);
}

/** The JSON of an output; undefined members are left out, null is kept (X-Ray prints explicit nulls). */
export function encodeJson(shape: Shape, value: unknown, useJsonName: boolean): unknown {
  if (value === undefined || value === null) return value;
  switch (shape.kind) {
    case 'structure': {
      const source = value as Record<string, unknown>;
      const encoded: Record<string, unknown> = {};
      for (const member of shape.members) {
        const entry = source[member.name];
        if (entry === undefined) continue;
        encoded[useJsonName ? (member.traits.jsonName ?? member.name) : member.name] = encodeJson(
          member.shape,
          entry,
          useJsonName,
        );
      }
      return encoded;
    }
    case 'list':
      return plain(shape.member.shape)
        ? value
        : (value as unknown[]).map((entry) => encodeJson(shape.member.shape, entry, useJsonName));
    case 'map': {
      if (plain(shape.value.shape)) return value;
      const encoded: Record<string, unknown> = {};
      for (const [key, entry] of Object.entries(value))
        if (entry !== undefined) setOwn(encoded, key, encodeJson(shape.value.shape, entry, useJsonName));
      return encoded;
    }
    case 'timestamp':
      return encodeTimestamp(shape, value as Date);
    case 'blob':
      return typeof value === 'string' ? value : Buffer.from(value as Uint8Array).toString('base64');
    case 'number':
      return shape.double ? new Double(value as number) : value;
    default:
      return value;
  }
}

function plain(shape: Shape): boolean {
  if (shape.kind === 'number') return shape.double !== true;
  return shape.kind === 'string' || shape.kind === 'boolean' || shape.kind === 'document';
}

/** JSON protocols print epoch seconds unless the model says otherwise. */
function encodeTimestamp(shape: SimpleShape, value: Date): unknown {
  if (shape.format === 'date-time') return value.toISOString();
  if (shape.format === 'http-date') return value.toUTCString();
  return value.getTime() / 1000;
}
