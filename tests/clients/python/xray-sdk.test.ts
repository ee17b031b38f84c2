/** AWS's X-Ray SDK for Python in a process of its own: the daemon's protocol on UDP and TCP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli, python } from '../../harness/clients.ts';
import { eventually } from '../../harness/eventually.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

interface Segment {
  name: string;
  fault?: boolean;
  aws?: object;
  http?: object;
  subsegments?: Segment[];
  annotations?: object;
  metadata?: object;
  cause?: { exceptions: { type: string; message: string }[] };
}

let server: TestServer;
let result: { decision: unknown; rules: string[]; trace: string };
let segment: Segment;

beforeAll(async () => {
  server = await startTestServer();
  result = (await python(server, 'xray_sdk_process.py')) as typeof result;
  segment = await eventually('the segment sent by UDP', async () => {
    const answer = (await awsCli(server, 'xray', 'batch-get-traces', '--trace-ids', result.trace)) as {
      Traces: { Segments: { Document: string }[] }[];
    };
    const document = answer.Traces[0]?.Segments[0]?.Document;
    return document === undefined ? undefined : (JSON.parse(document) as Segment);
  });
});

afterAll(async () => {
  await server?.stop();
});

describe('sampling', () => {
  it('gives the SDK the rules of the server', () => {
    expect(result.rules).toEqual(['Default']);
  });

  it('samples the first request of a second by the default rule, by name', () => {
    expect(result.decision).toBe('Default');
  });
});

describe('the segment', () => {
  it('arrives whole, with what the SDK knows of the process and the request', () => {
    expect(segment).toMatchObject({
      name: 'shop',
      http: { request: { url: 'http://shop.test/buy' }, response: { status: 200 } },
    });
    expect(segment.aws).toHaveProperty('xray.sdk');
  });

  it('keeps annotations, metadata and the exception of a subsegment', () => {
    const [pay, mail] = segment.subsegments ?? [];
    expect(pay).toMatchObject({ name: 'pay', annotations: { amount: 12.5 } });
    expect(pay?.metadata).toEqual({ default: { cart: { items: ['tea', 'Brötchen'] } } });
    expect(mail?.cause?.exceptions[0]).toMatchObject({ type: 'ConnectionError', message: 'the mail server is away' });
  });
});

describe('sampling by rules of the account', () => {
  it('follows priority, rate, reservoir and quota, and learns of changes while it runs', async () => {
    expect(await python(server, 'xray_sdk_sampling.py')).toEqual({
      rules: ['never', 'always', 'reservoir', 'Default'],
      never: Array(20).fill(false),
      always: Array(20).fill('always'),
      borrowed: 1,
      quota: 3,
      changed: 'never',
    });
  });
});
