/**
 * The only file that imports the SDK's codecs. Both packages are pinned exactly: their internals change between minor versions
 * (docs/adr/0007-wire-from-aws-schemas.md).
 */
import { XmlShapeDeserializer, XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { CborCodec } from '@smithy/core/cbor';
import type { StructureShape } from './shape.ts';

type SdkSchema = Parameters<XmlShapeSerializer['write']>[0];

const codecs = new Map<string, { readonly serializer: XmlShapeSerializer; readonly deserializer: XmlShapeDeserializer }>();

/** Timestamps in XML bodies and Query answers are date-times unless the model says otherwise (5 = date-time in the SDK's table). */
function xmlCodec(xmlNamespace: string, serviceNamespace: string) {
  const key = `${xmlNamespace} ${serviceNamespace}`;
  let codec = codecs.get(key);
  if (!codec) {
    const settings = {
      xmlNamespace,
      serviceNamespace,
      timestampFormat: { useTrait: true, default: 5 as const },
      httpBindings: false,
    };
    codec = { serializer: new XmlShapeSerializer(settings), deserializer: new XmlShapeDeserializer(settings) };
    const serdeContext = {
      base64Decoder: (text: string) => new Uint8Array(Buffer.from(text, 'base64')),
      base64Encoder: (bytes: Uint8Array | string) => Buffer.from(bytes as Uint8Array).toString('base64'),
      utf8Encoder: (bytes: Uint8Array | string) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
      utf8Decoder: (text: string) => new Uint8Array(Buffer.from(text, 'utf8')),
    };
    codec.serializer.setSerdeContext(serdeContext as never);
    codec.deserializer.setSerdeContext(serdeContext as never);
    codecs.set(key, codec);
  }
  return codec;
}

/** A synthetic structure: this is how the root element gets a name that is not the shape's. */
function rootTuple(elementName: string, names: readonly string[], schemas: readonly unknown[]): unknown {
  return [3, '', elementName, { xmlName: elementName }, names, schemas];
}

/** `<elementName>…members of the shape…</elementName>`. */
export function writeXml(
  elementName: string,
  shape: StructureShape,
  value: unknown,
  xmlNamespace: string,
  namespace: string,
): string {
  const { serializer } = xmlCodec(xmlNamespace, namespace);
  const tuple = shape.tuple as readonly unknown[];
  serializer.write(rootTuple(elementName, tuple[4] as string[], tuple[5] as unknown[]) as SdkSchema, value ?? {});
  return String(serializer.flush());
}

/** `<OpResponse><OpResult>…</OpResult><ResponseMetadata><RequestId>…`, the envelope of the Query protocol. */
export function writeQueryXml(
  operation: string,
  shape: StructureShape,
  value: unknown,
  requestId: string,
  xmlNamespace: string,
  namespace: string,
): string {
  const { serializer } = xmlCodec(xmlNamespace, namespace);
  const tuple = shape.tuple as readonly unknown[];
  const metadata = rootTuple('ResponseMetadata', ['RequestId'], [0]);
  // An output without members has its (empty) element all the same: the AWS CLI looks for it.
  const hasResult = shape.name !== 'Unit';
  const result = rootTuple(`${operation}Result`, tuple[4] as string[], tuple[5] as unknown[]);
  const envelope = hasResult
    ? rootTuple(`${operation}Response`, [`${operation}Result`, 'ResponseMetadata'], [result, metadata])
    : rootTuple(`${operation}Response`, ['ResponseMetadata'], [metadata]);
  serializer.write(envelope as SdkSchema, {
    ...(hasResult ? { [`${operation}Result`]: value ?? {} } : {}),
    ResponseMetadata: { RequestId: requestId },
  });
  return String(serializer.flush());
}

export function readXml(
  shape: StructureShape,
  xml: Uint8Array,
  xmlNamespace: string,
  namespace: string,
): Record<string, unknown> {
  const { deserializer } = xmlCodec(xmlNamespace, namespace);
  return (deserializer.read(shape.tuple as SdkSchema, xml) ?? {}) as Record<string, unknown>;
}

const cbor = new CborCodec();

export function readCbor(shape: StructureShape, bytes: Uint8Array): Record<string, unknown> {
  return (cbor.createDeserializer().read(shape.tuple as SdkSchema, bytes) ?? {}) as Record<string, unknown>;
}
