import { describe, expect, it } from 'vitest';
import { cleanName } from './segment-name.ts';
import { callWith, convertOne, spanWith } from './span.fixture.ts';

const callName = (attributes: Record<string, string>): unknown => convertOne(callWith(attributes))['name'];

describe('the name of a call', () => {
  it.each([
    ['what Application Signals calls it', { 'aws.remote.service': 'billing', 'peer.service': 'other' }, 'billing'],
    [
      "AWS's service without Application Signals' prefix",
      { 'aws.remote.service': 'AWS::DynamoDB', 'rpc.system': 'aws-api' },
      'DynamoDB',
    ],
    ['the same with the older prefix', { 'aws.remote.service': 'AWS.SDK.S3', 'rpc.system': 'aws-api' }, 'S3'],
    ['what a user calls it', { 'peer.service': 'payments', 'db.name': 'orders' }, 'payments'],
    ["AWS's service", { 'aws.service': 'SQS' }, 'SQS'],
    ["AWS's service, by the conventions", { 'rpc.system': 'aws-api', 'rpc.service': 'S3', 'rpc.method': 'GetObject' }, 'S3'],
    ["AWS's service, by newer conventions", { 'rpc.system.name': 'aws-api', 'rpc.method': 'S3/GetObject' }, 'S3'],
    [
      'database and host',
      { 'db.system': 'mysql', 'db.name': 'orders', 'db.connection_string': 'jdbc:mysql://db.example.com:3306' },
      'orders@db.example.com',
    ],
    [
      'database and host, by newer conventions',
      { 'db.system.name': 'postgresql', 'db.namespace': 'orders', 'server.address': 'db.local' },
      'orders@db.local',
    ],
    [
      'host of a database that only has a number',
      { 'db.system.name': 'redis', 'db.namespace': '0', 'server.address': 'cache.local' },
      'cache.local',
    ],
    ['kind of a database that says nothing else', { 'db.system': 'sqlite' }, 'sqlite'],
    ['gRPC service', { 'rpc.system': 'grpc', 'rpc.service': 'shop.Orders', 'server.address': 'x' }, 'shop.Orders'],
    ['host of old conventions', { 'http.host': 'billing.example:8080' }, 'billing.example:8080'],
    ['host of new conventions', { 'server.address': 'billing.example' }, 'billing.example'],
    ['peer of old conventions', { 'net.peer.name': 'billing.example' }, 'billing.example'],
    ['what the span is called', {}, 'call'],
  ])('is %s', (_what, attributes, name) => {
    expect(callName(attributes as unknown as Record<string, string>)).toBe(name);
  });
});

describe('the name of a service', () => {
  const serverName = (
    attributes: Record<string, string>,
    resource: Record<string, string> = { 'service.name': 'shop' },
  ): unknown => convertOne(spanWith({ attributes }), { resource })['name'];

  it.each([
    ['what Application Signals calls it', { 'aws.local.service': 'front', 'peer.service': 'other' }, 'front'],
    ['what a user calls it', { 'peer.service': 'payments' }, 'payments'],
    ['the service of its process', { 'server.address': 'example.com', 'rpc.service': 'shop.Orders' }, 'shop'],
  ])('is %s', (_what, attributes, name) => {
    expect(serverName(attributes as unknown as Record<string, string>)).toBe(name);
  });

  it('is what the span is called when the process has no name', () => {
    expect(serverName({}, {})).toBe('GET /orders');
  });
});

describe("what X-Ray's names cannot hold", () => {
  it.each([
    ['GET /orders/{id}', 'GET /orders/id'],
    ['größe 日本', 'größe 日本'],
    ['a*b(c)"d"', 'abcd'],
    ['🙂', 'span'],
    ['', 'span'],
  ])('is left out of %j', (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });

  it('is more than 200 characters', () => {
    expect(cleanName('a'.repeat(300))).toHaveLength(200);
  });
});
