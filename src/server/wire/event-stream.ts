/**
 * Event streams: framed messages, each with headers and checksums, one per event of a streaming union. Called by rest.ts.
 * Source: https://smithy.io/2.0/aws/amazon-eventstream.html
 */
import { crc32 } from 'node:zlib';
import { encodeJson } from './json.ts';
import type { StructureShape } from './shape.ts';

export const eventStreamType = 'application/vnd.amazon.eventstream';

/** @param events each with one member of the union, in order. */
export function encodeEventStream(union: StructureShape, events: readonly Readonly<Record<string, unknown>>[]): Uint8Array {
  return Buffer.concat(
    events.flatMap((event) =>
      Object.entries(event).map(([name, value]) => {
        const shape = union.memberByName.get(name)?.shape;
        if (shape?.kind !== 'structure') throw new Error(`${union.name} has no event ${name}`);
        return encodeEvent(name, shape, (value ?? {}) as Readonly<Record<string, unknown>>);
      }),
    ),
  );
}

/** The member that is the payload as it stands, or all members as JSON. */
function encodeEvent(name: string, shape: StructureShape, value: Readonly<Record<string, unknown>>): Uint8Array {
  const bytes = shape.members.find((member) => member.traits.eventPayload);
  const payload = bytes
    ? ((value[bytes.name] ?? new Uint8Array()) as Uint8Array)
    : Buffer.from(JSON.stringify(encodeJson(shape, value, true)));
  const headers = [
    [':message-type', 'event'],
    [':event-type', name],
    [':content-type', bytes ? 'application/octet-stream' : 'application/json'],
  ] as const;
  return encodeMessage(headers, payload);
}

const prelude = 8;
const checksum = 4;
/** Of a header whose value is a text. */
const textHeader = 7;

/** Lengths and their checksum, headers, payload, and the checksum of it all. */
function encodeMessage(headers: readonly (readonly [string, string])[], payload: Uint8Array): Uint8Array {
  const head = Buffer.concat(
    headers.map(([name, value]) => {
      const length = Buffer.alloc(3);
      length.writeUInt8(textHeader, 0);
      length.writeUInt16BE(Buffer.byteLength(value), 1);
      return Buffer.concat([Buffer.of(Buffer.byteLength(name)), Buffer.from(name), length, Buffer.from(value)]);
    }),
  );
  const message = Buffer.alloc(prelude + checksum + head.length + payload.byteLength + checksum);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(head.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, prelude)), prelude);
  message.set(head, prelude + checksum);
  message.set(payload, prelude + checksum + head.length);
  message.writeUInt32BE(crc32(message.subarray(0, -checksum)), message.length - checksum);
  return message;
}
