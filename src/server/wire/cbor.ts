/**
 * Writes CBOR by shape. The SDK's encoder writes whole numbers as integers; AWS writes doubles as floating point, whatever they are.
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html, https://www.rfc-editor.org/rfc/rfc8949
 */
import type { Shape } from './shape.ts';

const major = { unsigned: 0, negative: 1, bytes: 2, text: 3, list: 4, map: 5, tag: 6 } as const;
const simple = { false: 0xf4, true: 0xf5, null: 0xf6, float64: 0xfb } as const;
const epochTag = 1;

/** Undefined members are left out, nulls kept. */
export function encodeCbor(shape: Shape, value: unknown): Uint8Array {
  const parts: Uint8Array[] = [];
  put(parts, shape, value);
  return Buffer.concat(parts);
}

/** A map of texts, as errors are. */
export function encodeCborTexts(texts: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(texts);
  const parts: Uint8Array[] = [head(major.map, entries.length)];
  for (const text of entries.flat()) putText(parts, text);
  return Buffer.concat(parts);
}

function put(parts: Uint8Array[], shape: Shape, value: unknown): void {
  if (value === undefined || value === null) {
    parts.push(Uint8Array.of(simple.null));
    return;
  }
  switch (shape.kind) {
    case 'structure': {
      const source = value as Readonly<Record<string, unknown>>;
      const members = shape.members.filter((member) => source[member.name] !== undefined);
      parts.push(head(major.map, members.length));
      for (const member of members) {
        putText(parts, member.name);
        put(parts, member.shape, source[member.name]);
      }
      return;
    }
    case 'list': {
      const entries = value as readonly unknown[];
      parts.push(head(major.list, entries.length));
      for (const entry of entries) put(parts, shape.member.shape, entry);
      return;
    }
    case 'map': {
      const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
      parts.push(head(major.map, entries.length));
      for (const [key, entry] of entries) {
        putText(parts, key);
        put(parts, shape.value.shape, entry);
      }
      return;
    }
    case 'timestamp':
      parts.push(head(major.tag, epochTag), float((value as Date).getTime() / 1000));
      return;
    case 'blob': {
      const bytes = value as Uint8Array;
      parts.push(head(major.bytes, bytes.length), bytes);
      return;
    }
    case 'number':
    case 'bigint': {
      const number = Number(value);
      if (shape.double || !Number.isSafeInteger(number)) parts.push(float(number));
      else parts.push(number < 0 ? head(major.negative, -1 - number) : head(major.unsigned, number));
      return;
    }
    case 'boolean':
      parts.push(Uint8Array.of(value ? simple.true : simple.false));
      return;
    default:
      putText(parts, String(value));
  }
}

function putText(parts: Uint8Array[], text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  parts.push(head(major.text, bytes.length), bytes);
}

/** The first bytes of an item: its type and an unsigned number of at most 53 bits. */
function head(type: number, count: number): Uint8Array {
  const first = type << 5;
  if (count < 24) return Uint8Array.of(first | count);
  if (count < 2 ** 8) return Uint8Array.of(first | 24, count);
  const bytes = count < 2 ** 16 ? 2 : count < 2 ** 32 ? 4 : 8;
  const item = Buffer.alloc(1 + bytes);
  item[0] = first | (bytes === 2 ? 25 : bytes === 4 ? 26 : 27);
  if (bytes === 8) item.writeBigUInt64BE(BigInt(count), 1);
  else item.writeUIntBE(count, 1, bytes);
  return item;
}

function float(number: number): Uint8Array {
  const item = Buffer.alloc(9);
  item[0] = simple.float64;
  item.writeDoubleBE(number, 1);
  return item;
}
