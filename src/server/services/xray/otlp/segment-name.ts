/**
 * Names. X-Ray's segments are named after services and its calls after what is called; spans are named after operations.
 *
 * Who calls it: `documents.ts`, before attributes are taken out. The order is that of OpenTelemetry's X-Ray exporter; newer semantic
 * conventions stand beside the ones that they replace. opentelemetry.io/docs/specs/semconv
 */
import { LONGEST_NAME } from '../../../../model/segment-validation.ts';
import { textOf } from './attributes.ts';
import { type Attributes, type Span, SpanKind } from './span.ts';

/** What X-Ray's names cannot hold. */
const FORBIDDEN = /[^\p{L}\p{M}\p{N}\p{Z}\s_.:/%&#=+\\\-@]/gu;
const PLAIN = /^[\w .:/%&#=+\\\-@]+$/;

/** Is it a call of AWS's API, by an instrumentation of an AWS SDK? */
export function isAwsCall(attributes: Attributes): boolean {
  return (
    attributes.get('rpc.system') === 'aws-api' ||
    attributes.get('rpc.system.name') === 'aws-api' ||
    textOf(attributes, 'aws.service') !== undefined
  );
}

/** Of the service that made the span, when the span is its segment. */
export function serviceName(span: Span, resourceName: string | undefined): string {
  const { attributes } = span;
  const named =
    span.kind === SpanKind.server
      ? (textOf(attributes, 'aws.local.service', 'peer.service', 'aws.service') ?? databaseName(attributes) ?? resourceName)
      : (textOf(attributes, 'aws.local.service') ?? resourceName);
  return cleanName(named ?? span.name);
}

/** Of a subsegment: whom it calls, where the attributes say so, else what it does. */
export function callName(span: Span): string {
  const { attributes, kind } = span;
  // The handler of a function, below Lambda's own segment of the function's name.
  if (kind === SpanKind.server) return cleanName(span.name);
  const calls = isDependency(kind);
  const named =
    (calls ? remoteService(attributes) : undefined) ??
    textOf(attributes, 'peer.service', 'aws.service') ??
    databaseName(attributes) ??
    rpcService(attributes) ??
    textOf(attributes, 'http.host') ??
    (calls
      ? (textOf(attributes, 'server.address', 'net.peer.name') ?? textOf(attributes, 'db.system.name', 'db.system'))
      : undefined);
  return cleanName(named ?? span.name);
}

export function isDependency(kind: number): boolean {
  return kind === SpanKind.client || kind === SpanKind.producer || kind === SpanKind.consumer;
}

/** Only what X-Ray lets a name hold; never empty. */
export function cleanName(name: string): string {
  const clean = PLAIN.test(name) ? name : name.replace(FORBIDDEN, '');
  if (clean.length > LONGEST_NAME) return clean.slice(0, LONGEST_NAME).replace(/[\ud800-\udbff]$/, '');
  return clean === '' ? 'span' : clean;
}

/** Application Signals names AWS's services `AWS.SDK.DynamoDB`, later `AWS::DynamoDB`; X-Ray calls them `DynamoDB`. */
function remoteService(attributes: Attributes): string | undefined {
  const name = textOf(attributes, 'aws.remote.service');
  return name !== undefined && isAwsCall(attributes) ? name.replace(/^(AWS\.SDK\.|AWS::)/, '') : name;
}

/** `orders@db.example.com`, as X-Ray's own SDKs name databases. Redis numbers its databases: no name. */
function databaseName(attributes: Attributes): string | undefined {
  const name = textOf(attributes, 'db.namespace', 'db.name');
  if (name === undefined || /^\d+$/.test(name)) return undefined;
  const host = connectionHost(attributes) ?? textOf(attributes, 'server.address', 'net.peer.name');
  return host === undefined ? name : `${name}@${host}`;
}

function connectionHost(attributes: Attributes): string | undefined {
  const connection = textOf(attributes, 'db.connection_string')?.replace(/^jdbc:/, '');
  return connection === undefined ? undefined : /^[\w+.-]+:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/?#]+)/.exec(connection)?.[1];
}

/** `com.example.Orders`, from newer conventions' `com.example.Orders/place` too. */
function rpcService(attributes: Attributes): string | undefined {
  const service = textOf(attributes, 'rpc.service');
  if (service !== undefined) return service;
  const method = textOf(attributes, 'rpc.method');
  const slash = method?.lastIndexOf('/') ?? -1;
  return slash > 0 ? method?.slice(0, slash) : undefined;
}
