/**
 * CloudWatch Logs over a store of its own, with the ports on its other side kept in memory.
 *
 * Who calls it: the tests of the service's operations, queries and resources.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  FilterLogEventsRequest,
  FilterLogEventsResponse,
  GetLogEventsRequest,
  GetLogEventsResponse,
  PutLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll } from 'vitest';
import { openStore, type Store } from '../../store/store.ts';
import type { InvokeRequest, MetricData } from '../ports.ts';
import { callOperation, refusalOf } from '../service.fixture.ts';
import { createLogs } from './service.ts';

type Logs = ReturnType<typeof createLogs>;

/** One service for all tests of a file. At first the only function that it may invoke is called `allowed`. */
export function testLogs(): TestLogs {
  const logs = new TestLogs();
  beforeAll(() => logs.open(), 60_000);
  afterAll(() => logs.close(), 60_000);
  return logs;
}

class TestLogs {
  /** Names of functions. */
  readonly mayInvoke = new Set(['allowed']);
  /** What the ports were asked for. */
  readonly invoked: InvokeRequest[] = [];
  readonly asked: string[][] = [];
  readonly measured: (MetricData & { readonly namespace: string })[] = [];
  readonly #directory = mkdtempSync(join(tmpdir(), 'radiograph-logs-'));
  #opened: { readonly store: Store; readonly logs: Logs } | undefined;
  #groups = 0;
  #logGroupName = '';

  async open(): Promise<void> {
    const store = await openStore({ dataDir: this.#directory, log: () => {} });
    const logs = createLogs({
      ...store,
      invoker: {
        invoke: async (request) => {
          this.invoked.push(request);
          return { statusCode: 202, payload: new Uint8Array(), executedVersion: '$LATEST' };
        },
        allows: (_tenant, functionName, principal, sourceArn) => {
          this.asked.push([functionName, principal, sourceArn]);
          return this.mayInvoke.has(functionName.slice(functionName.lastIndexOf(':') + 1));
        },
      },
      metricSink: {
        put: async (_tenant, namespace, data) => {
          this.measured.push(...data.map((datum) => ({ namespace, ...datum })));
        },
      },
    });
    this.#opened = { store, logs };
    await store.start();
    await logs.start();
  }

  async close(): Promise<void> {
    await this.#opened?.logs.close();
    await this.#opened?.store.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  get store(): Store {
    return this.#running.store;
  }

  get service(): Logs['service'] {
    return this.#running.logs.service;
  }

  get logSink(): Logs['logSink'] {
    return this.#running.logs.logSink;
  }

  call = <Output = object>(operation: string, input: object): Promise<Output> => callOperation(this.service, operation, input);

  /** The code and the message that a call is refused with. */
  refusal = async (operation: string, input: object): Promise<[code: string, message: string]> => {
    const { code, message } = await refusalOf(this.call(operation, input));
    return [code, message];
  };

  /** A group with the streams `a` and `b`, which `put`, `get` and `filter` are about from here on; `now` is in milliseconds. */
  makeGroup = async (): Promise<{ logGroupName: string; now: number }> => {
    const now = Date.now();
    const logGroupName = `/test/${this.#groups++}`;
    this.#logGroupName = logGroupName;
    await this.call('CreateLogGroup', { logGroupName });
    for (const logStreamName of ['a', 'b']) await this.call('CreateLogStream', { logGroupName, logStreamName });
    return { logGroupName, now };
  };

  put = (logStreamName: string, ...events: (readonly [timestamp: number, message: string])[]) => {
    const logEvents = events.map(([timestamp, message]) => ({ timestamp, message }));
    return this.call<PutLogEventsResponse>('PutLogEvents', { logGroupName: this.#logGroupName, logStreamName, logEvents });
  };

  get = (logStreamName: string, input: Partial<GetLogEventsRequest> = {}) =>
    this.call<GetLogEventsResponse>('GetLogEvents', { logGroupName: this.#logGroupName, logStreamName, ...input });

  filter = (input: Partial<FilterLogEventsRequest> = {}) =>
    this.call<FilterLogEventsResponse>('FilterLogEvents', { logGroupName: this.#logGroupName, ...input });

  /** The events of all pages of FilterLogEvents. */
  filterAll = async (input: Partial<FilterLogEventsRequest>) => {
    const events: NonNullable<FilterLogEventsResponse['events']> = [];
    let nextToken: string | undefined;
    do {
      const page = await this.filter({ ...input, nextToken });
      events.push(...(page.events ?? []));
      ({ nextToken } = page);
    } while (nextToken);
    return events;
  };

  get #running() {
    if (!this.#opened) throw new Error('the logs are not open');
    return this.#opened;
  }
}

export const messagesOf = (response: FilterLogEventsResponse | GetLogEventsResponse) =>
  response.events?.map((event) => event.message);
