/** OpenTelemetry's SDK for Node: exporters in protobuf and in JSON, both propagators, consumers and calls without a server span. */

import { BatchGetTracesCommand, GetServiceGraphCommand, GetTraceSummariesCommand, XRayClient } from '@aws-sdk/client-xray';
import {
  type Context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type TextMapPropagator,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { AWSXRayPropagator } from '@opentelemetry/propagator-aws-xray';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everySegment, segmentNamed, type TracedSegment } from '../../harness/deployed-function.ts';
import { eventually } from '../../harness/eventually.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;
let xray: XRayClient;

beforeAll(async () => {
  server = await startTestServer();
  xray = new XRayClient(sdkSettings(server));
});

afterAll(async () => {
  await server?.stop();
});

/** A process that sends spans under its own name. */
class Process {
  readonly tracer: Tracer;
  readonly #provider: NodeTracerProvider;

  constructor(name: string, exporter: SpanExporter) {
    const resource = defaultResource().merge(resourceFromAttributes({ 'service.name': name }));
    this.#provider = new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
    this.tracer = this.#provider.getTracer('tests', '1.0');
  }

  async end(): Promise<void> {
    await this.#provider.forceFlush();
    await this.#provider.shutdown();
  }
}

const endpoint = () => ({ url: `http://127.0.0.1:${server.ports.otlpHttp}/v1/traces` });

/** What goes over the wire from one process to another. */
function carry(propagator: TextMapPropagator, from: Context): Context {
  const carrier: Record<string, string> = {};
  propagator.inject(from, carrier, { set: (headers, key, value) => Object.assign(headers, { [key]: value }) });
  return propagator.extract(ROOT_CONTEXT, carrier, {
    get: (headers, key) => (headers as Record<string, string>)[key],
    keys: (headers) => Object.keys(headers as object),
  });
}

const traceIdOf = (spanContext: { traceId: string }): string =>
  `1-${spanContext.traceId.slice(0, 8)}-${spanContext.traceId.slice(8)}`;

async function segmentsOf(traceId: string, count: number): Promise<TracedSegment[]> {
  return eventually(`the trace ${traceId}`, async () => {
    const { Traces } = await xray.send(new BatchGetTracesCommand({ TraceIds: [traceId] }));
    const documents = (Traces?.[0]?.Segments ?? []).map(({ Document }) => JSON.parse(Document ?? '{}') as TracedSegment);
    return everySegment(documents).length >= count ? documents : undefined;
  });
}

describe('two services', () => {
  it.each([
    ['protobuf', 'X-Ray', ProtobufExporter, AWSXRayPropagator],
    ['JSON', 'W3C', JsonExporter, W3CTraceContextPropagator],
  ] as const)('are two nodes with an edge, in %s with the propagator of %s', async (encoding, name, Exporter, Propagator) => {
    const [shopName, billingName] = [`shop-${encoding}`, `billing-${name}`];
    const shop = new Process(shopName, new Exporter(endpoint()));
    const billing = new Process(billingName, new Exporter(endpoint()));
    const propagator = new Propagator();

    const root = shop.tracer.startSpan('GET /orders', {
      kind: SpanKind.SERVER,
      attributes: { 'http.response.status_code': 200 },
    });
    const call = shop.tracer.startSpan(
      'POST',
      {
        kind: SpanKind.CLIENT,
        attributes: { 'http.request.method': 'POST', 'url.full': 'http://billing/charge', 'server.address': 'billing' },
      },
      trace.setSpan(ROOT_CONTEXT, root),
    );
    const served = billing.tracer.startSpan(
      'POST /charge',
      { kind: SpanKind.SERVER, attributes: { 'http.response.status_code': 429, n: 7, 'aws.xray.annotations': ['n'] } },
      carry(propagator, trace.setSpan(ROOT_CONTEXT, call)),
    );
    served.recordException(new TypeError('too many'));
    served.setStatus({ code: SpanStatusCode.ERROR });
    for (const span of [served, call, root]) span.end();
    await Promise.all([shop.end(), billing.end()]);

    const traceId = traceIdOf(root.spanContext());
    const segments = await segmentsOf(traceId, 3);
    expect(segments).toHaveLength(2);
    const shopSegment = segmentNamed(segments, shopName);
    expect(shopSegment.subsegments).toMatchObject([{ name: 'billing', namespace: 'remote' }]);
    expect(segmentNamed(segments, billingName)).toMatchObject({
      parent_id: shopSegment.subsegments?.[0]?.id,
      error: true,
      throttle: true,
      annotations: { n: 7 },
      cause: { exceptions: [{ type: 'TypeError', message: 'too many', stack: expect.any(Array) }] },
    });

    const now = Date.now();
    const range = { StartTime: new Date(now - 60_000), EndTime: new Date(now + 5_000) };
    const graph = await eventually('both nodes', async () => {
      const { Services = [] } = await xray.send(new GetServiceGraphCommand(range));
      return Services.some((service) => service.Name === billingName) ? Services : undefined;
    });
    const node = (service: string) => graph.find(({ Name, Type }) => Name === service && Type !== 'client');
    expect(node(shopName)?.Edges?.map(({ ReferenceId }) => ReferenceId)).toEqual([node(billingName)?.ReferenceId]);
    expect(node(billingName)?.SummaryStatistics?.ErrorStatistics).toMatchObject({ ThrottleCount: 1 });
    const filter = `annotation.n = 7 AND edge("${shopName}", "${billingName}")`;
    const { TraceSummaries } = await xray.send(new GetTraceSummariesCommand({ ...range, FilterExpression: filter }));
    expect(TraceSummaries?.map(({ Id }) => Id)).toContain(traceId);
  });
});

it('shows a consumer as a service of its own, linked to what it was sent', async () => {
  const consumer = new Process('worker', new ProtobufExporter(endpoint()));
  const sent = { traceId: '5759e988bd862e3fe1be46a994272793', spanId: '53995c3f42cd8ad8', traceFlags: 1 };
  const span = consumer.tracer.startSpan('process orders', { kind: SpanKind.CONSUMER, links: [{ context: sent }] });
  span.addEvent('taken', { count: 2 });
  span.end();
  await consumer.end();
  const [segment] = await segmentsOf(traceIdOf(span.spanContext()), 1);
  expect(segment).toMatchObject({
    name: 'worker',
    links: [{ trace_id: '1-5759e988-bd862e3fe1be46a994272793', id: '53995c3f42cd8ad8' }],
    metadata: { otel: { name: 'process orders', kind: 'CONSUMER', events: [{ name: 'taken', attributes: { count: 2 } }] } },
  });
});

it('shows a process that only calls others as a service that calls them', async () => {
  const script = new Process('nightly', new ProtobufExporter(endpoint()));
  const span = script.tracer.startSpan('GET', { kind: SpanKind.CLIENT, attributes: { 'server.address': 'api.example' } });
  span.end();
  await script.end();
  const segments = await segmentsOf(traceIdOf(span.spanContext()), 3);
  expect(segmentNamed(segments, 'nightly').subsegments).toMatchObject([{ name: 'api.example', namespace: 'remote' }]);
  expect(segments.find(({ name }) => name === 'api.example')).toMatchObject({ inferred: true });
});

it('takes a span that is sent twice once', async () => {
  const body = {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'twice' } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: '6759e988bd862e3fe1be46a994272793',
                spanId: '63995c3f42cd8ad8',
                kind: 2,
                startTimeUnixNano: `${Date.now() - 50}000000`,
                endTimeUnixNano: `${Date.now()}000000`,
                events: [{ name: 'exception', attributes: [{ key: 'exception.type', value: { stringValue: 'E' } }] }],
              },
            ],
          },
        ],
      },
    ],
  };
  for (const _ of [1, 2]) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(endpoint().url, { method: 'POST', body: JSON.stringify(body), headers });
    expect(response.status).toBe(200);
  }
  const segments = await segmentsOf('1-6759e988-bd862e3fe1be46a994272793', 1);
  expect(segments).toHaveLength(1);
  const now = Date.now();
  const range = { StartTime: new Date(now - 60_000), EndTime: new Date(now + 5_000) };
  const { TraceSummaries } = await xray.send(new GetTraceSummariesCommand({ ...range, FilterExpression: 'service("twice")' }));
  expect(TraceSummaries).toMatchObject([{ Id: '1-6759e988-bd862e3fe1be46a994272793', Revision: 1 }]);
});

it('refuses pages of other origins, and names that are not its own', async () => {
  const headers = { 'content-type': 'application/json', origin: 'https://evil.example' };
  expect((await fetch(endpoint().url, { method: 'POST', body: '{}', headers })).status).toBe(403);
  const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  expect((await fetch(endpoint().url, { method: 'OPTIONS', headers: preflight })).status).toBe(403);
});
