/**
 * The HTTP bindings of REST protocols: labels, query, headers and payload in; headers, status and payload out.
 * Source: https://smithy.io/2.0/spec/http-bindings.html
 */
import type { Readable } from 'node:stream';
import { AwsError } from './aws-error.ts';
import { encodeEventStream, eventStreamType } from './event-stream.ts';
import type { WireRequest } from './http.ts';
import { decodeTimestamp } from './json.ts';
import type { OperationModel } from './schema.ts';
import type { Member, Shape, SimpleShape, StructureShape } from './shape.ts';

/** A body codec of one REST protocol. */
export interface BodyCodec {
  readonly contentType: string;
  read(shape: StructureShape, body: Uint8Array): Record<string, unknown>;
  write(shape: StructureShape, value: unknown, elementName?: string): string | Uint8Array;
}

/** Labels and queries say nothing of an output, though AWS's schemas have them there: `position` of API Gateway's lists. */
const boundInOutput = (member: Member): boolean =>
  Boolean(
    member.traits.httpHeader || member.traits.httpPrefixHeaders || member.traits.httpPayload || member.traits.httpResponseCode,
  );

const boundInInput = (member: Member): boolean =>
  boundInOutput(member) || Boolean(member.traits.httpLabel || member.traits.httpQuery || member.traits.httpQueryParams);

const directions = {
  input: { bound: boundInInput, shapes: new WeakMap<StructureShape, StructureShape>() },
  output: { bound: boundInOutput, shapes: new WeakMap<StructureShape, StructureShape>() },
};

/** The part of a structure that goes into the body. */
function bodyShape(shape: StructureShape, direction: keyof typeof directions): StructureShape {
  const { bound, shapes } = directions[direction];
  let unbound = shapes.get(shape);
  if (!unbound) {
    const members = shape.members.filter((member) => !bound(member));
    const tuple = shape.tuple as readonly unknown[];
    const kept = members.map((member) => shape.members.indexOf(member));
    const pick = (list: unknown): unknown[] => kept.map((index) => (list as unknown[])[index]);
    unbound = {
      ...shape,
      members,
      memberByName: new Map(members.map((member) => [member.name, member])),
      tuple:
        members.length === shape.members.length
          ? tuple
          : [tuple[0], tuple[1], tuple[2], tuple[3], pick(tuple[4]), pick(tuple[5])],
    };
    shapes.set(shape, unbound);
  }
  return unbound;
}

export function decodeRest(
  operation: OperationModel,
  request: WireRequest,
  labels: Readonly<Record<string, string>>,
  codec: BodyCodec,
): Record<string, unknown> {
  const shape = operation.input;
  const payload = shape.members.find((member) => member.traits.httpPayload);
  const input: Record<string, unknown> = {};
  if (payload) {
    if (payload.shape.kind === 'structure') {
      if (request.body.length > 0) input[payload.name] = codec.read(payload.shape, request.body);
    } else if (payload.shape.kind === 'blob') input[payload.name] = request.upload ?? request.body;
    else input[payload.name] = Buffer.from(request.body).toString('utf8');
  } else {
    const body = bodyShape(shape, 'input');
    if (body.members.length > 0 && request.body.length > 0) Object.assign(input, codec.read(body, request.body));
  }
  for (const member of shape.members) {
    const value = boundValue(member, request, labels, codec.contentType === 'application/xml');
    if (value !== undefined) input[member.name] = value;
  }
  return input;
}

function boundValue(member: Member, request: WireRequest, labels: Readonly<Record<string, string>>, isXml: boolean): unknown {
  const { traits } = member;
  if (traits.httpLabel) return fromText(member, labels[member.name]);
  if (traits.httpHeader) return fromText(member, request.headers[traits.httpHeader.toLowerCase()]);
  if (traits.httpQuery) {
    if (member.shape.kind !== 'list') {
      const given = request.query.get(traits.httpQuery) ?? undefined;
      if (isXml && (member.shape.kind === 'number' || member.shape.kind === 'bigint'))
        return numberOfQuery(traits.httpQuery, given);
      return fromText(member, given);
    }
    const all = request.query.getAll(traits.httpQuery);
    return all.length > 0
      ? all.map((text) => simpleFromText((member.shape as { member: Member }).member.shape as SimpleShape, text))
      : undefined;
  }
  if (traits.httpPrefixHeaders !== undefined) {
    const prefix = traits.httpPrefixHeaders.toLowerCase();
    const found = Object.entries(request.headers).filter(([name, value]) => name.startsWith(prefix) && value !== undefined);
    return found.length > 0 ? Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value])) : undefined;
  }
  if (traits.httpQueryParams) return Object.fromEntries(request.query);
  return undefined;
}

/** S3 takes an empty number for none. @throws AwsError InvalidArgument in its words. */
function numberOfQuery(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && Math.abs(number) < 2 ** 31) return number;
  throw new AwsError('InvalidArgument', `Provided ${name} not an integer or within integer range`, 400, {
    ArgumentName: name,
    ArgumentValue: text,
  });
}

function fromText(member: Member, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (member.shape.kind === 'list') {
    const element = member.shape.member.shape as SimpleShape;
    return text.split(',').map((part) => simpleFromText(element, part.trim()));
  }
  return simpleFromText(member.shape as SimpleShape, text, member.name);
}

function simpleFromText(shape: SimpleShape, text: string, name = ''): unknown {
  switch (shape.kind) {
    case 'number':
    case 'bigint': {
      const number = Number(text);
      if (text === '' || Number.isNaN(number))
        throw new AwsError('SerializationException', `'${text}' is not a number${name ? ` (${name})` : ''}`, 400);
      return number;
    }
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'timestamp':
      return decodeTimestamp(text);
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}

export interface RestOutput {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | Readable;
}

export function encodeRest(operation: OperationModel, output: Readonly<Record<string, unknown>>, codec: BodyCodec): RestOutput {
  const shape = operation.output;
  const headers: Record<string, string> = {};
  let status = operation.http?.status ?? 200;
  let payload: Member | undefined;
  for (const member of shape.members) {
    const value = output[member.name];
    if (member.traits.httpPayload) payload = member;
    if (value === undefined || value === null) continue;
    if (member.traits.httpResponseCode) status = value as number;
    else if (member.traits.httpHeader) headers[member.traits.httpHeader.toLowerCase()] = toText(member.shape, value);
    else if (member.traits.httpPrefixHeaders !== undefined) {
      for (const [name, text] of Object.entries(value as Record<string, string>))
        headers[(member.traits.httpPrefixHeaders + name).toLowerCase()] = text;
    }
  }
  // What has a range is a part, whatever the model says of the whole: https://www.rfc-editor.org/rfc/rfc9110#status.206
  if (headers['content-range'] !== undefined) status = 206;
  if (status === 204 || status === 304) return { status, headers, body: '' };
  if (payload) {
    const value = output[payload.name];
    if (value === undefined || value === null) return { status, headers, body: '' };
    if (payload.shape.kind === 'structure' && payload.shape.traits.streaming) {
      headers['content-type'] ??= eventStreamType;
      return { status, headers, body: encodeEventStream(payload.shape, value as readonly Record<string, unknown>[]) };
    }
    if (payload.shape.kind === 'structure') {
      headers['content-type'] = codec.contentType;
      return { status, headers, body: codec.write(payload.shape, value, payload.traits.xmlName ?? payload.shape.name) };
    }
    headers['content-type'] ??= payload.shape.kind === 'blob' ? 'application/octet-stream' : 'text/plain';
    return { status, headers, body: value as string | Uint8Array | Readable };
  }
  const inBody = bodyShape(shape, 'output');
  // JSON services answer `{}`; XML ones send no document that would say nothing.
  if (inBody.members.length === 0 && codec.contentType === 'application/xml') return { status, headers, body: '' };
  headers['content-type'] ??= codec.contentType;
  return { status, headers, body: codec.write(inBody, output, shape.traits.xmlName ?? shape.name) };
}

function toText(shape: Shape, value: unknown): string {
  if (shape.kind === 'list') return (value as unknown[]).map(String).join(', ');
  if (value instanceof Date) {
    if (shape.kind === 'timestamp' && shape.format === 'epoch-seconds') return String(value.getTime() / 1000);
    return shape.kind === 'timestamp' && shape.format === 'date-time' ? value.toISOString() : value.toUTCString();
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return String(value);
}
