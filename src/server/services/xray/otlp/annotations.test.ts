import { describe, expect, it } from 'vitest';
import { callWith, convertOne, spanWith } from './span.fixture.ts';

describe('annotations and metadata', () => {
  it('index what a span lists, and keep the rest', () => {
    const document = convertOne(
      callWith({
        'aws.xray.annotations': ['tenant.id', 'user name', 'list'],
        'tenant.id': 't-1',
        'user name': 7,
        list: ['a'],
        other: true,
      }),
    );
    expect(document['annotations']).toEqual({ 'tenant.id': 't-1', user_name: 7 });
    expect(document['metadata']).toMatchObject({ default: { list: ['a'], other: true } });
    expect((document['metadata'] as { default: object }).default).not.toHaveProperty('aws.xray.annotations');
  });

  it('index one that is listed as text', () => {
    expect(convertOne(callWith({ 'aws.xray.annotations': 'a', a: 1 }))).toMatchObject({ annotations: { a: 1 } });
  });

  it('index what the operator wants, of the resource too', () => {
    const document = convertOne(spanWith({ attributes: { tenant: 't-1', other: 1 } }), {
      resource: { 'service.name': 'shop', 'deployment.environment.name': 'prod' },
      indexed: ['tenant', 'otel.resource.deployment.environment.name'],
    });
    expect(document['annotations']).toEqual({ tenant: 't-1', 'otel.resource.deployment.environment.name': 'prod' });
    expect(document['metadata']).toMatchObject({ default: { other: 1, 'otel.resource.service.name': 'shop' } });
  });

  it('index everything that can be, for *', () => {
    const document = convertOne(callWith({ a: 1, b: ['x'] }), { indexed: ['*'] });
    expect(document).toMatchObject({ annotations: { a: 1 }, metadata: { default: { b: ['x'] } } });
  });

  it("index Application Signals' attributes, as the CloudWatch agent does", () => {
    expect(convertOne(callWith({ 'aws.remote.service': 'billing', 'aws.local.service': 'shop' }))).toMatchObject({
      annotations: { 'aws.remote.service': 'billing', 'aws.local.service': 'shop' },
    });
  });

  it('describe the process on segments alone', () => {
    const resource = { 'service.name': 'shop', 'process.pid': 7 };
    expect(convertOne(spanWith(), { resource })['metadata']).toMatchObject({ default: { 'otel.resource.process.pid': 7 } });
    expect(convertOne(callWith({}), { resource })['metadata']).toEqual({ otel: { kind: 'CLIENT' } });
  });

  it('take metadata of a namespace from JSON', () => {
    const document = convertOne(
      callWith({
        'aws.xray.metadata.debug': '{"a":{"b":1}}',
        'aws.xray.metadata.default': '{"c":2}',
        'aws.xray.metadata.bad': '{',
        'aws.xray.metadata.list': '[1]',
        d: 3,
      }),
    );
    expect(document['metadata']).toEqual({
      debug: { a: { b: 1 } },
      default: { c: 2, d: 3, 'aws.xray.metadata.bad': '{', 'aws.xray.metadata.list': '[1]' },
      otel: { kind: 'CLIENT' },
    });
  });

  it('lose no attribute, whatever its key', () => {
    const document = convertOne({
      ...callWith({}),
      attributes: new Map([
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ]),
    });
    expect(Object.entries((document['metadata'] as { default: object }).default)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});
