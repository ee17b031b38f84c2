import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { openControlPlane } from '../../../store/control-plane.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import type { InvokeRequest, MetricData } from '../../ports.ts';
import { filterKey, openLogGroups } from '../log-group.ts';
import { createDeliverer, type DelivererOptions } from './deliver.ts';
import { encodeDataMessage } from './encode.ts';

const scope = { account: '123456789012', region: 'us-east-1' };
const destinationArn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A group with one filter, its deliverer, and what the function got. */
function subscribed(filterPattern: string, options: Partial<DelivererOptions> = {}, refusals: (Error | undefined)[] = []) {
  const directory = mkdtempSync(join(tmpdir(), 'radiograph-deliver-'));
  const controlPlane = openControlPlane(directory);
  const groups = openLogGroups(controlPlane, Date.now);
  const { group, stream } = groups.ensure(scope, '/g', 's');
  const filter = {
    filterName: 'x',
    logGroupName: '/g',
    filterPattern,
    destinationArn,
    distribution: 'ByLogStream',
    creationTime: 0,
  } as const;
  groups.subscriptionFilters.put(scope, filterKey(group, 'x'), filter);
  const requests: InvokeRequest[] = [];
  const metrics: MetricData[] = [];
  const deliverer = createDeliverer({
    groups,
    now: Date.now,
    lingerMs: 5,
    firstRetryMs: 1,
    invoker: {
      allows: () => true,
      invoke: async (request) => {
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        requests.push(request);
        return { statusCode: 202, payload: new Uint8Array(), executedVersion: '$LATEST' };
      },
    },
    metricSink: { put: async (_tenant, _namespace, data) => void metrics.push(...data) },
    ...options,
  });
  opened.push(async () => {
    await deliverer.close();
    await controlPlane.close();
    rmSync(directory, { recursive: true, force: true });
  });
  let sequence = 0n;
  const take = (...messages: string[]) =>
    deliverer.take(
      scope,
      group,
      stream,
      messages.map((message) => ({
        ...{ ...scope, groupId: group.id, streamId: stream.id, logStream: 's', message },
        ...{ timestamp: 1_700_000_000_000, ingested: 1, sequence: sequence++ },
      })),
    );
  return { take, deliverer, requests, metrics, data: () => requests.map(decode) };
}

function decode({ payload }: Pick<InvokeRequest, 'payload'>) {
  const { awslogs } = JSON.parse(Buffer.from(payload).toString()) as { awslogs: { data: string } };
  return JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()) as {
    logEvents: { id: string; message: string; extractedFields?: object }[];
  };
}

const counted = (metrics: readonly MetricData[], name: string) =>
  metrics.filter((datum) => datum.name === name).reduce((sum, datum) => sum + (datum.values?.[0] ?? 0), 0);

describe('a subscribed function', () => {
  it('gets what matches of a stream as one event', async () => {
    const { take, deliverer, requests, data } = subscribed('ERROR');
    take('ERROR 1', 'fine');
    take('ERROR 2');
    await deliverer.close();
    expect(data()).toEqual([
      {
        messageType: 'DATA_MESSAGE',
        owner: '123456789012',
        logGroup: '/g',
        logStream: 's',
        subscriptionFilters: ['x'],
        logEvents: ['ERROR 1', 'ERROR 2'].map((message) => ({
          id: expect.stringMatching(/^\d{56}$/),
          timestamp: 1_700_000_000_000,
          message,
        })),
      },
    ]);
    expect(requests[0]).toMatchObject({ functionName: destinationArn, invocationType: 'Event' });
  });

  it('gets the fields that the pattern names', async () => {
    const { take, deliverer, data } = subscribed('[level, ..., ms]');
    take('INFO took 12');
    await deliverer.close();
    expect(data()[0]?.logEvents[0]?.extractedFields).toEqual({ level: 'INFO', 2: 'took', ms: '12' });
  });

  it('is asked again while it is throttled, in the order of the events', async () => {
    const throttled = new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    const { take, requests, metrics, data } = subscribed('', {}, [throttled, throttled]);
    take('1');
    await expect.poll(() => requests.length).toBe(1);
    take('2');
    await expect.poll(() => requests.length).toBe(2);
    expect(data().map(({ logEvents }) => logEvents[0]?.message)).toEqual(['1', '2']);
    expect(counted(metrics, 'DeliveryThrottling')).toBe(2);
    expect(counted(metrics, 'ForwardedLogEvents')).toBe(2);
  });

  it('does not get what it refused, nor what finds no room', async () => {
    const gone = new AwsError('ResourceNotFoundException', 'Function not found', 404);
    const { take, deliverer, data, metrics } = subscribed('', { mostWaiting: 100 }, [gone]);
    take('1');
    await expect.poll(() => counted(metrics, 'DeliveryErrors')).toBe(1);
    take('2', 'x'.repeat(100), '3');
    await deliverer.close();
    expect(data().flatMap(({ logEvents }) => logEvents.map(({ message }) => message))).toEqual(['2']);
    expect(counted(metrics, 'DeliveryErrors')).toBe(2);
  });
});

describe('a payload', () => {
  it('is cut in halves until it fits', async () => {
    const events = Array.from({ length: 40 }, (_, place) => ({
      id: String(place),
      timestamp: 0,
      message: Array.from({ length: 3000 }, () => Math.random().toString(36).slice(2, 10)).join(''),
    }));
    const message = { owner: '1', logGroup: 'g', logStream: 's', filterName: 'f', events };
    const payloads = await encodeDataMessage(message);
    expect(payloads.length).toBeGreaterThan(1);
    for (const payload of payloads) expect(payload.byteLength).toBeLessThanOrEqual(256 * 1024);
    expect(payloads.flatMap((payload) => decode({ payload }).logEvents)).toEqual(events);
  });
});
