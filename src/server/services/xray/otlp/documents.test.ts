import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateSegmentDocument } from '../../../../model/segment-validation.ts';
import { callWith, convert, convertOne, spanWith, traceId } from './span.fixture.ts';
import { SpanFlags, SpanKind } from './span.ts';

const remote = SpanFlags.hasIsRemote | SpanFlags.isRemote | 1;

describe('what a span becomes', () => {
  it('is a segment of its service for a SERVER span, below its caller', () => {
    expect(convertOne(spanWith({ parentSpanId: '1111111111111111' }))).toEqual({
      id: '53995c3f42cd8ad8',
      name: 'shop',
      trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      start_time: 1_790_000_000,
      end_time: 1_790_000_000.25,
      parent_id: '1111111111111111',
      metadata: { default: { 'otel.resource.service.name': 'shop' }, otel: { kind: 'SERVER', name: 'GET /orders' } },
    });
  });

  it('is an independent subsegment for what happens inside a service', () => {
    expect(convertOne(spanWith({ kind: SpanKind.internal, parentSpanId: '1111111111111111', name: 'total' }))).toEqual({
      id: '53995c3f42cd8ad8',
      name: 'total',
      trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      type: 'subsegment',
      parent_id: '1111111111111111',
      start_time: 1_790_000_000,
      end_time: 1_790_000_000.25,
      metadata: { otel: { kind: 'INTERNAL' } },
    });
  });

  it('is a remote subsegment for a call', () => {
    expect(convertOne(callWith({ 'server.address': 'billing.example' }))).toMatchObject({
      type: 'subsegment',
      namespace: 'remote',
      name: 'billing.example',
    });
  });

  it.each([
    ['INTERNAL', SpanKind.internal],
    ['CONSUMER', SpanKind.consumer],
  ])('is a segment of the service for an %s span that nobody of its process called', (_name, kind) => {
    for (const entry of [{}, { parentSpanId: '1111111111111111', flags: remote }]) {
      const document = convertOne(spanWith({ kind, name: 'job', ...entry }));
      expect(document).toMatchObject({ name: 'shop', metadata: { otel: { name: 'job' } } });
      expect(document).not.toHaveProperty('type');
      expect(document).not.toHaveProperty('namespace');
    }
  });

  it('is a subsegment when the sender says that the parent is of its own process', () => {
    const document = convertOne(
      spanWith({ kind: SpanKind.consumer, parentSpanId: '1111111111111111', flags: SpanFlags.hasIsRemote }),
    );
    expect(document).toMatchObject({ type: 'subsegment', name: 'GET /orders' });
    expect(document).not.toHaveProperty('namespace');
  });

  it('is two for a call without a span of its service around it: the service, and the call below it', () => {
    const span = callWith(
      {
        'http.request.method': 'GET',
        'url.full': 'http://billing/charge',
        'server.address': 'billing',
        'http.response.status_code': 503,
        mine: 1,
      },
      { parentSpanId: '' },
    );
    const [service, call] = convert(span, { resource: { 'service.name': 'shop', 'service.version': '2' } });
    expect(service).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      name: 'shop',
      trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      start_time: 1_790_000_000,
      end_time: 1_790_000_000.25,
      fault: true,
      service: { version: '2' },
      metadata: { default: { 'otel.resource.service.name': 'shop', 'otel.resource.service.version': '2' } },
    });
    expect(call).toMatchObject({
      id: '53995c3f42cd8ad8',
      name: 'billing',
      type: 'subsegment',
      namespace: 'remote',
      parent_id: service?.['id'],
      http: { request: { method: 'GET', url: 'http://billing/charge' }, response: { status: 503 } },
      metadata: { default: { mine: 1 } },
    });
    expect(call).not.toHaveProperty('service');
  });

  it('hangs the made-up segment below a caller in another process', () => {
    const [service, call] = convert(callWith({}, { flags: remote }));
    expect(service).toMatchObject({ name: 'shop', parent_id: '1111111111111111' });
    expect(call?.['parent_id']).toBe(service?.['id']);
  });

  it('makes no node of a queue that a service sends to at once', () => {
    const [service, call] = convert(spanWith({ kind: SpanKind.producer, name: 'orders publish' }));
    expect(service).toMatchObject({ name: 'shop' });
    expect(call).toMatchObject({ name: 'orders publish', type: 'subsegment' });
    expect(call).not.toHaveProperty('namespace');
  });

  it("is what ADOT marks as a service's local root, named after local and remote service", () => {
    const marks = {
      'aws.span.kind': 'LOCAL_ROOT',
      'aws.local.service': 'front',
      'aws.remote.service': 'queue',
      'aws.remote.operation': 'take',
    };
    const links = [{ traceId, spanId: '2222222222222222', attributes: new Map() }];
    const [service, call] = convert(
      spanWith({ kind: SpanKind.consumer, parentSpanId: '1111111111111111', links, attributes: marks }),
    );
    expect(service).toMatchObject({
      name: 'front',
      parent_id: '1111111111111111',
      annotations: { 'aws.local.service': 'front' },
    });
    expect(service?.['annotations']).not.toHaveProperty('aws.remote.service');
    expect(service?.['links']).toEqual([{ trace_id: '1-5759e988-bd862e3fe1be46a994272793', id: '2222222222222222' }]);
    expect(call).toMatchObject({ name: 'queue', namespace: 'remote', annotations: { 'aws.remote.operation': 'take' } });
    expect(call).not.toHaveProperty('links');
    const internal = spanWith({ kind: SpanKind.internal, parentSpanId: '1111111111111111', attributes: { ...marks } });
    expect(convertOne(internal)).toMatchObject({ name: 'front', parent_id: '1111111111111111' });
  });

  it("is a subsegment below Lambda's Invocation, whatever its kind", () => {
    const invocations = ['1111111111111111'];
    for (const kind of [SpanKind.server, SpanKind.consumer, SpanKind.internal]) {
      const marked = { 'aws.span.kind': 'LOCAL_ROOT', 'aws.local.service': 'my-function' };
      const span = spanWith({ kind, name: 'app.handler', parentSpanId: '1111111111111111', flags: remote, attributes: marked });
      const document = convertOne(span, { invocations });
      expect(document).toMatchObject({ type: 'subsegment', name: 'app.handler', parent_id: '1111111111111111' });
      expect(document).not.toHaveProperty('namespace');
    }
    expect(convertOne(spanWith({ parentSpanId: '3333333333333333' }), { invocations })).not.toHaveProperty('type');
  });

  it('is a subsegment for a web framework below the handler, but a segment where a function calls another', () => {
    const below = { parentSpanId: '3333333333333333', flags: SpanFlags.hasIsRemote };
    expect(convertOne(spanWith(below), { invocations: [] })).toMatchObject({ type: 'subsegment', name: 'GET /orders' });
    expect(convertOne(spanWith(below))).toMatchObject({ name: 'shop' });
    expect(convertOne(spanWith({ ...below, flags: remote }), { invocations: [] })).toMatchObject({ name: 'shop' });
  });

  it('is in progress without an end', () => {
    const document = convertOne(spanWith({ endTime: 0 }));
    expect(document).toMatchObject({ in_progress: true });
    expect(document).not.toHaveProperty('end_time');
  });

  it('keeps user, links and events', () => {
    const document = convertOne(
      spanWith({
        attributes: { 'enduser.id': 'u-1' },
        events: [{ time: 1_790_000_000.1, name: 'retry', attributes: new Map([['n', 2]]) }],
        links: [
          { traceId, spanId: '2222222222222222', attributes: new Map([['why', 'batch']]) },
          { traceId: '', spanId: '', attributes: new Map() },
        ],
      }),
    );
    expect(document).toMatchObject({
      user: 'u-1',
      links: [{ trace_id: '1-5759e988-bd862e3fe1be46a994272793', id: '2222222222222222', attributes: { why: 'batch' } }],
      metadata: { otel: { events: [{ time: 1_790_000_000.1, name: 'retry', attributes: { n: 2 } }] } },
    });
  });

  it('is the same each time, so that a span that is sent twice is one', () => {
    const events = [{ time: 1, name: 'exception', attributes: new Map([['exception.type', 'E']]) }];
    const make = () => convert(callWith({ 'server.address': 'billing' }, { parentSpanId: '', events }));
    expect(make()).toEqual(make());
  });

  it("passes X-Ray's own checks, whatever the span", () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom('', '*', '🙂', 'GET /{id}'));
    const keys = fc.constantFrom(
      'peer.service',
      'db.name',
      'db.system',
      'http.url',
      'aws.remote.service',
      'rpc.system',
      'http.status_code',
      '__proto__',
      'aws.xray.annotations',
      'aws.xray.metadata.x',
      'enduser.id',
    );
    const values = fc.oneof(texts, fc.integer(), fc.boolean(), fc.array(texts), fc.constantFrom('aws-api', 'mysql', '{"a":1}'));
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 0, max: 6 }),
        fc.array(fc.tuple(keys, values)),
        fc.boolean(),
        (name, kind, entries, root) => {
          const span = {
            ...spanWith({ name, kind, parentSpanId: root ? '' : '1111111111111111' }),
            attributes: new Map(entries),
          };
          for (const document of convert(span))
            expect(validateSegmentDocument(JSON.stringify(document))).toMatchObject({ ok: true });
        },
      ),
    );
  });
});
