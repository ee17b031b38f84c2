/** Events over the real queue of files, with a function that is whatever `answer` says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AwsError } from '../../../wire/aws-error.ts';
import type { InvokeRequest, ServiceEvent } from '../../ports.ts';
import type { EventInvokeSettings, FunctionVersion } from '../function.ts';
import { admit, createConcurrency } from './admit.ts';
import type { Trace } from './decide-trace.ts';
import type { InvocationDeps } from './deps.ts';
import { createEventQueue, enqueue, recoverEvents } from './event-queue.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';
import { eventTries } from './try-event.ts';

const tenant = { account: '123456789012', region: 'eu-west-1' };
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
const target = 'arn:aws:lambda:eu-west-1:123456789012:function:target';
const bus = 'arn:aws:events:eu-west-1:123456789012:event-bus/default';
const version = { ...tenant, functionName: 'f', functionArn: arn, version: '$LATEST', tracingMode: 'Active' } as FunctionVersion;
const trace: Trace = {
  traceId: '1-5759e988-bd862e3fe1be46a994272793',
  recorded: true,
  parentId: undefined,
  serviceSegmentId: '1'.repeat(16),
  functionSegmentId: '2'.repeat(16),
  invocationId: '3'.repeat(16),
  attemptId: '4'.repeat(16),
  header: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=${'3'.repeat(16)};Sampled=1`,
};

const failed: Outcome = {
  status: 'error',
  payload: Buffer.from('{"errorMessage":"no"}'),
  functionError: 'Unhandled',
  errorType: 'E',
  cause: undefined,
  logLine: undefined,
};
const succeeded: Outcome = { ...failed, status: 'success', payload: Buffer.from('{"done":true}'), functionError: undefined };

class Queue {
  readonly directory = mkdtempSync(join(tmpdir(), 'radiograph-events-'));
  readonly attempts: Attempt[] = [];
  readonly sent: InvokeRequest[] = [];
  readonly events: ServiceEvent[] = [];
  readonly objects: { bucket: string; key: string; body: unknown }[] = [];
  readonly metrics: string[] = [];
  readonly running = new Set<Promise<unknown>>();
  config: Partial<EventInvokeSettings> | undefined;
  reserved: number | undefined;
  version: () => FunctionVersion = () => version;
  answer: () => Outcome = () => succeeded;
  deps = this.open();

  open(): InvocationDeps {
    const deps: Partial<InvocationDeps> = {
      events: createEventQueue(this.directory),
      catalogue: {
        resolve: () => this.version(),
        reservedConcurrency: () => this.reserved,
        eventInvokeConfig: () =>
          this.config && {
            maximumRetryAttempts: undefined,
            maximumEventAge: undefined,
            onSuccess: undefined,
            onFailure: undefined,
            ...this.config,
          },
        codeDirectory: async () => '',
      },
      sampler: { decide: () => true },
      concurrency: createConcurrency(),
      metricSink: {
        put: async (_tenant, _namespace, data) => {
          for (const { name, dimensions } of data) if (dimensions.length === 0) this.metrics.push(name);
        },
      },
      destinations: {
        putEvent: async (_tenant, _bus, event) => {
          this.events.push(event);
        },
        putObject: async (_tenant, bucket, key, body) => {
          this.objects.push({ bucket, key, body: JSON.parse(Buffer.from(body).toString()) });
        },
      },
      invoke: async (request) => {
        this.sent.push(request);
      },
      background: (work) => {
        const watched = work.finally(() => this.running.delete(watched));
        this.running.add(watched);
      },
    };
    return deps as InvocationDeps;
  }

  readonly tries = (deps = this.deps) =>
    eventTries(deps, async (_deps, attempt) => {
      this.attempts.push(attempt);
      return { attempt, outcome: this.answer(), logResult: undefined };
    });

  attempt(requestId: string): Attempt {
    const request: InvokeRequest = {
      tenant,
      functionName: 'f',
      invocationType: 'Event',
      payload: Buffer.from('{"a":1}'),
      requestId,
    };
    return { request, version, invokedArn: arn, receivedAt: Date.now(), trace, event: undefined };
  }

  async send(): Promise<void> {
    expect(await enqueue(this.deps, this.attempt('request-1'), this.tries())).toMatchObject({ statusCode: 202 });
    await this.pass(0);
  }

  /** Lets this many milliseconds go by, and everything come to rest. */
  async pass(milliseconds: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
    while (this.running.size > 0) await Promise.all(this.running);
  }

  get files(): string[] {
    return readdirSync(this.directory);
  }

  get record(): unknown {
    return JSON.parse(Buffer.from(this.sent[0]?.payload ?? []).toString());
  }
}

let queue: Queue;
beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
  queue = new Queue();
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(queue.directory, { recursive: true });
});

describe('an event', () => {
  it('runs once when the function succeeds, and leaves nothing behind', async () => {
    await queue.send();
    expect(queue.attempts).toHaveLength(1);
    expect(queue.files).toEqual([]);
    expect(queue.metrics).toEqual(['AsyncEventsReceived', 'AsyncEventAge']);
  });

  it('is tried again a minute after an error, then two minutes later, and is dropped', async () => {
    queue.answer = () => failed;
    await queue.send();
    expect(queue.attempts).toHaveLength(1);
    await queue.pass(59_000);
    expect(queue.attempts).toHaveLength(1);
    await queue.pass(2_000);
    expect(queue.attempts).toHaveLength(2);
    await queue.pass(120_000);
    expect(queue.attempts.map(({ event }) => event?.number)).toEqual([1, 2, 3]);
    expect(new Set(queue.attempts.map((attempt) => attempt.trace.functionSegmentId)).size).toBe(3);
    expect(new Set(queue.attempts.map((attempt) => attempt.trace.traceId)).size).toBe(1);
    expect(queue.files).toEqual([]);
    expect(queue.metrics).toContain('AsyncEventsDropped');
  });

  it('is tried no more often than the function allows', async () => {
    queue.config = { maximumRetryAttempts: 0, onFailure: target };
    queue.answer = () => failed;
    await queue.send();
    await queue.pass(600_000);
    expect(queue.attempts).toHaveLength(1);
    expect(queue.record).toMatchObject({ requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 } });
  });

  it('is given up when the next try would come too late', async () => {
    queue.config = { maximumEventAge: 60, onFailure: target };
    queue.answer = () => {
      vi.advanceTimersByTime(1);
      return failed;
    };
    await queue.send();
    expect(queue.attempts).toHaveLength(1);
    expect(queue.record).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 1 },
      responseContext: { functionError: 'Unhandled' },
    });
  });

  it('is dropped at once when the function has no concurrency at all', async () => {
    queue.reserved = 0;
    queue.config = { onFailure: target };
    await queue.send();
    expect(queue.attempts).toHaveLength(0);
    const record = queue.record;
    expect(record).toMatchObject({ requestContext: { condition: 'ZeroReservedConcurrency', approximateInvokeCount: 0 } });
    expect(record).not.toHaveProperty('responseContext');
  });

  it('waits while the function is throttled, twice as long each time, without losing a try', async () => {
    let throttledTimes = 3;
    queue.answer = () => {
      if (throttledTimes-- > 0) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
      return succeeded;
    };
    await queue.send();
    await queue.pass(1_000);
    await queue.pass(2_000);
    expect(queue.attempts).toHaveLength(3);
    await queue.pass(4_000);
    expect(queue.attempts.map(({ event }) => event?.number)).toEqual([1, 1, 1, 1]);
    expect(queue.files).toEqual([]);
  });

  it('runs the function as it is by then, and not at all when it is gone', async () => {
    queue.answer = () => failed;
    await queue.send();
    const changed = { ...version, environment: { CHANGED: 'yes' } };
    queue.version = () => changed;
    await queue.pass(60_000);
    expect(queue.attempts.map((attempt) => attempt.version)).toEqual([version, changed]);
    queue.version = () => {
      throw new AwsError('ResourceNotFoundException', 'Function not found', 404);
    };
    await queue.pass(120_000);
    expect(queue.attempts).toHaveLength(2);
    expect(queue.files).toEqual([]);
  });

  it('goes on as soon as another invocation of the function ends, and only one event for each', async () => {
    const leave = admit(queue.deps, queue.attempt('holder'));
    const tries = eventTries(queue.deps, async (deps, attempt) => {
      const release = admit(deps, attempt);
      queue.attempts.push(attempt);
      await Promise.resolve();
      release();
      return { attempt, outcome: succeeded, logResult: undefined };
    });
    queue.reserved = 1;
    for (const id of ['first', 'second', 'third']) {
      await enqueue(queue.deps, queue.attempt(id), tries);
      await queue.pass(1);
    }
    // So often that the next try is far away.
    await queue.pass(1_000);
    await queue.pass(2_000);
    await queue.pass(4_000);
    expect(queue.attempts).toEqual([]);
    leave();
    await queue.pass(0);
    expect(queue.attempts.map(({ request }) => request.requestId)).toEqual(['first', 'second', 'third']);
    expect(queue.files).toEqual([]);
    expect(queue.deps.events.throttled.size + queue.deps.events.timers.size).toBe(0);
  });

  it('goes on with the tries that are left when the server is started again', async () => {
    queue.answer = () => failed;
    await queue.send();
    queue.deps.events.closed = true;
    expect(JSON.parse(readFileSync(join(queue.directory, 'request-1.json'), 'utf8'))).toMatchObject({ tries: 1 });
    vi.clearAllTimers();
    const next = queue.open();
    await recoverEvents(next, queue.tries(next));
    await queue.pass(60_000);
    expect(queue.attempts.map(({ event }) => event?.number)).toEqual([1, 2]);
    expect(queue.attempts[1]?.trace.traceId).toBe(trace.traceId);
  });
});

describe('the result of an event', () => {
  it('goes to the function that success names, in the same trace', async () => {
    queue.config = { onSuccess: target };
    await queue.send();
    expect(queue.sent[0]).toMatchObject({ functionName: target, invocationType: 'Event', tenant });
    expect(queue.sent[0]?.traceHeader).toBe(`Root=${trace.traceId};Parent=${'4'.repeat(16)};Sampled=1`);
    expect(queue.record).toEqual({
      version: '1.0',
      timestamp: '2023-11-14T22:13:20.000Z',
      requestContext: {
        requestId: 'request-1',
        functionArn: `${arn}:$LATEST`,
        condition: 'Success',
        approximateInvokeCount: 1,
      },
      requestPayload: { a: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: { done: true },
    });
  });

  it('goes to an event bus as an event of Lambda', async () => {
    queue.config = { onSuccess: bus };
    await queue.send();
    expect(queue.events).toMatchObject([
      {
        source: 'lambda',
        detailType: 'Lambda Function Invocation Result - Success',
        resources: [bus, `${arn}:$LATEST`],
        detail: { responsePayload: { done: true } },
      },
    ]);
  });

  it('goes to a bucket when it is a failure', async () => {
    queue.config = { maximumRetryAttempts: 0, onFailure: 'arn:aws:s3:::failures' };
    queue.answer = () => failed;
    await queue.send();
    expect(queue.objects).toMatchObject([{ bucket: 'failures', body: { responsePayload: { errorMessage: 'no' } } }]);
    expect(queue.objects[0]?.key).toMatch(/^aws\/lambda\/async\/f\/2023\/11\/14\/2023-11-14T22\.13\.20-[0-9a-f-]{36}$/);
  });

  it('is lost and counted when the destination fails', async () => {
    queue.config = { onSuccess: bus };
    queue.deps = {
      ...queue.deps,
      destinations: { ...queue.deps.destinations, putEvent: () => Promise.reject(new Error('gone')) },
    };
    await queue.send();
    expect(queue.metrics).toContain('DestinationDeliveryFailures');
    expect(queue.files).toEqual([]);
  });
});
