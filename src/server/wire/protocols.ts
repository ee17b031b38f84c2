/** The five protocols: input from a request, output and error to a response. None of them knows a service. */
import type { AwsError } from './aws-error.ts';
import { encodeCbor, encodeCborTexts } from './cbor.ts';
import type { WireRequest, WireResponse } from './http.ts';
import { decodeStructure, encodeJson, parseJsonObject, writeJson } from './json.ts';
import { decodeQuery } from './query.ts';
import { type BodyCodec, decodeRest, encodeRest } from './rest.ts';
import type { ProtocolName, Routed } from './router.ts';
import type { OperationModel, ServiceModel } from './schema.ts';
import { readCbor, readXml, writeQueryXml, writeXml } from './sdk-codecs.ts';
import type { StructureShape } from './shape.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

const restJson: BodyCodec = {
  contentType: 'application/json',
  read: (shape, body) => decodeStructure(shape, parseJsonObject(text(body)), true),
  write: (shape, value) => writeJson(shape, value, true),
};

/** Operations with Smithy's trait `s3UnwrappedXmlOutput`, which the SDK's schemas do not carry: the root holds the text itself. */
const unwrappedOutputs: Readonly<Record<string, string>> = { GetBucketLocationOutput: 'LocationConstraint' };

/** Of what has no answer of its own in the model. */
const statuses: Readonly<Record<string, number>> = { PutBucketPolicy: 204, PutBucketTagging: 204 };

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** S3's times are whole seconds, written with milliseconds. No key of a user's looks like that: `<` is escaped in texts. */
const time = /<(LastModified|Initiated|CreationDate|Date)>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z</g;

function restXml(service: ServiceModel): BodyCodec {
  return {
    contentType: 'application/xml',
    read: (shape, body) => readXml(shape, body, service.xmlNamespace, service.namespace),
    write: (shape, value, elementName) => {
      const unwrapped = unwrappedOutputs[shape.name];
      if (unwrapped !== undefined) {
        const content = (value as Readonly<Record<string, unknown>>)[unwrapped];
        const opened = `${unwrapped} xmlns="${service.xmlNamespace}"`;
        return (
          xmlDeclaration + (content === undefined ? `<${opened}/>` : `<${opened}>${escapeXml(String(content))}</${unwrapped}>`)
        );
      }
      const xml = writeXml(elementName ?? shape.name, shape, value, service.xmlNamespace, service.namespace);
      return xmlDeclaration + xml.replace(time, '<$1>$2.000Z<');
    },
  };
}

/** @throws AwsError SerializationException and the like. */
export function decodeInput(routed: Routed, request: WireRequest): Record<string, unknown> {
  const { operation, protocol } = routed;
  switch (protocol) {
    case 'rest-json':
      return decodeRest(operation, request, routed.labels, restJson);
    case 'rest-xml':
      return decodeRest(operation, request, routed.labels, restXml(operation.service));
    case 'aws-json-1.0':
    case 'aws-json-1.1':
      return decodeStructure(operation.input, parseJsonObject(text(request.body)), false);
    case 'aws-query':
      return decodeQuery(operation.input, routed.parameters ?? new URLSearchParams());
    case 'rpc-v2-cbor':
      return request.body.length === 0 ? {} : readCbor(operation.input, request.body);
  }
}

export function encodeOutput(
  operation: OperationModel,
  protocol: ProtocolName,
  output: unknown,
  requestId: string,
): WireResponse {
  const value = (output ?? {}) as Record<string, unknown>;
  const { service } = operation;
  switch (protocol) {
    case 'rest-json':
      return encodeRest(operation, value, restJson);
    case 'rest-xml': {
      const response = encodeRest(operation, value, restXml(service));
      return { ...response, status: statuses[operation.name] ?? response.status };
    }
    case 'aws-json-1.0':
    case 'aws-json-1.1':
      return {
        status: 200,
        headers: { 'content-type': `application/x-amz-${protocol.slice(4)}` },
        body: writeJson(operation.output, value, false),
      };
    case 'aws-query':
      return {
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body: writeQueryXml(operation.name, operation.output, value, requestId, service.xmlNamespace, service.namespace),
      };
    case 'rpc-v2-cbor':
      return {
        status: 200,
        headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
        body: encodeCbor(operation.output, value),
      };
  }
}

/** The member of an error shape that holds its text: `Message` in X-Ray and Lambda's 404, `message` elsewhere. */
function messageMember(shape: StructureShape | undefined): string {
  return shape?.members.find((member) => member.name.toLowerCase() === 'message')?.name ?? 'message';
}

export function encodeError(
  error: AwsError,
  protocol: ProtocolName,
  service: ServiceModel | undefined,
  requestId: string,
): WireResponse {
  const shape = service?.error(error.code);
  const status = error.statusCode;
  // Operations throw either name of an error that has two: the Query protocol's code or the shape's.
  const name = shape?.name ?? (error.code === 'ValidationError' ? 'ValidationException' : error.code);
  switch (protocol) {
    case 'rest-json':
    case 'aws-json-1.0':
    case 'aws-json-1.1': {
      const members = shape
        ? (encodeJson(shape, error.members, protocol === 'rest-json') as Record<string, unknown>)
        : error.members;
      const body: Record<string, unknown> = { [messageMember(shape)]: error.message, ...members };
      // An error that must not have it says `Type: undefined`.
      if (shape?.memberByName.has('Type') && !('Type' in error.members))
        body['Type'] = error.fault === 'server' ? 'Service' : 'User';
      if (protocol === 'rest-json')
        return {
          status,
          headers: { 'content-type': 'application/json', 'x-amzn-errortype': name, ...error.headers },
          body: JSON.stringify(body),
        };
      return {
        status,
        headers: { 'content-type': `application/x-amz-${protocol.slice(4)}`, ...error.headers },
        body: JSON.stringify({ __type: name, ...body }),
      };
    }
    case 'aws-query': {
      const [code = error.code, type] = queryError(error, service).split(';');
      const body = `<ErrorResponse xmlns="${service?.xmlNamespace ?? ''}"><Error><Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
      return { status, headers: { 'content-type': 'text/xml', ...error.headers }, body };
    }
    case 'rest-xml': {
      const extra = Object.entries(error.members).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
      const body = `${xmlDeclaration}<Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>${extra.join('')}<RequestId>${requestId}</RequestId><HostId>${requestId}</HostId></Error>`;
      return { status, headers: { 'content-type': 'application/xml', ...error.headers }, body: status === 304 ? '' : body };
    }
    case 'rpc-v2-cbor': {
      return {
        status,
        headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', ...error.headers },
        body: encodeCborTexts({ __type: `${service?.namespace ?? ''}#${name}`, message: error.message }),
      };
    }
  }
}

/** The value of `x-amzn-query-error`. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
export function queryError(error: AwsError, service: ServiceModel | undefined): string {
  const code = service?.error(error.code)?.traits.awsQueryError?.[0] ?? error.code;
  return `${code};${error.fault === 'server' ? 'Receiver' : 'Sender'}`;
}

export function escapeXml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
