/**
 * Sends events to the functions that subscribe to their group. Who calls it: `append-events.ts`, once events are durable.
 *
 * Events wait a moment for others of their stream, then go as one asynchronous invocation. What waits is kept in memory: a server that
 * is killed forgets it, as it forgets nothing of what can be read. A function that is throttled is tried again for a day, as AWS does;
 * other refusals lose the batch. Both are counted by AWS's metrics of subscription filters.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scope } from '../../../store/ports.ts';
import { StoreOverloaded } from '../../../store/ports.ts';
import { AwsError } from '../../../wire/aws-error.ts';
import type { FunctionInvoker, MetricSink } from '../../ports.ts';
import { eventIdOf } from '../event-id.ts';
import type { EventRow } from '../event-table.ts';
import { eventSize } from '../event-table.ts';
import { fieldsOf } from '../filter-pattern/extract.ts';
import { matchesFilterPattern } from '../filter-pattern/match.ts';
import type { FilterPattern } from '../filter-pattern/nodes.ts';
import type { LogGroup, LogGroups, LogStream } from '../log-group.ts';
import { filterKey } from '../log-group.ts';
import { storedPattern } from '../read-pattern.ts';
import type { SubscribedEvent } from './encode.ts';
import { encodeDataMessage } from './encode.ts';
import { mayInvoke, type SubscriptionFilter } from './subscription-filter.ts';

interface Batch {
  readonly scope: Scope;
  readonly group: LogGroup;
  readonly stream: LogStream;
  readonly filter: SubscriptionFilter;
  readonly events: SubscribedEvent[];
  bytes: number;
}

export interface Deliverer {
  /** Never throws, never waits. */
  take(scope: Scope, group: LogGroup, stream: LogStream, rows: readonly EventRow[]): void;
  /** Sends what waits, once, and ends. */
  close(): Promise<void>;
}

export interface DelivererOptions {
  readonly groups: LogGroups;
  readonly invoker: FunctionInvoker;
  readonly metricSink: MetricSink;
  readonly now: () => number;
  /** How long events wait for others of their stream. */
  readonly lingerMs?: number;
  /** Bytes that may wait in all; what comes when they are used up is not delivered. */
  readonly mostWaiting?: number;
  /** The wait before the first retry; each further one is twice as long, up to a minute. */
  readonly firstRetryMs?: number;
}

const batchEvents = 5_000;
const batchBytes = 1024 * 1024;
const longestRetryMs = 60_000;
const retriedForMs = 24 * 60 * 60 * 1000;

export function createDeliverer(options: DelivererOptions): Deliverer {
  const { groups, invoker, metricSink, now, lingerMs = 200, mostWaiting = 64 * 1024 * 1024, firstRetryMs = 1000 } = options;
  const open = new Map<string, { readonly batch: Batch; readonly timer: NodeJS.Timeout }>();
  /** One chain for each filter: its batches go out in order. */
  const chains = new Map<string, Promise<void>>();
  const ending = new AbortController();
  let waiting = 0;

  function take(scope: Scope, group: LogGroup, stream: LogStream, rows: readonly EventRow[]): void {
    for (const { value: filter } of groups.subscriptionFilters.list(scope, filterKey(group, ''))) {
      const pattern = storedPattern(filter.filterPattern);
      for (const row of rows) {
        if (!matchesFilterPattern(pattern, row.message)) continue;
        const size = eventSize(row.message);
        if (waiting + size > mostWaiting) {
          count(scope, filter, 'DeliveryErrors', 1);
          break;
        }
        add(scope, group, stream, filter, subscribed(pattern, row), size);
      }
    }
  }

  function add(
    scope: Scope,
    group: LogGroup,
    stream: LogStream,
    filter: SubscriptionFilter,
    event: SubscribedEvent,
    size: number,
  ): void {
    const key = `${group.id}/${stream.id}/${filter.filterName}`;
    let entry = open.get(key);
    if (!entry) {
      const batch = { scope, group, stream, filter, events: [], bytes: 0 };
      entry = { batch, timer: setTimeout(() => send(key), lingerMs).unref() };
      open.set(key, entry);
    }
    entry.batch.events.push(event);
    entry.batch.bytes += size;
    waiting += size;
    if (entry.batch.events.length >= batchEvents || entry.batch.bytes >= batchBytes) send(key);
  }

  function send(key: string): void {
    const entry = open.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    open.delete(key);
    const { batch } = entry;
    const chain = filterKey(batch.group, batch.filter.filterName);
    const sending = (chains.get(chain) ?? Promise.resolve()).then(() => deliver(batch)).catch(() => undefined);
    chains.set(chain, sending);
    void sending.finally(() => {
      waiting -= batch.bytes;
      if (chains.get(chain) === sending) chains.delete(chain);
    });
  }

  async function deliver(batch: Batch): Promise<void> {
    const { scope, group, stream, filter, events, bytes } = batch;
    const payloads = await encodeDataMessage({
      owner: scope.account,
      logGroup: group.name,
      logStream: stream.name,
      filterName: filter.filterName,
      events,
    });
    for (const payload of payloads) if (!(await invoke(scope, group, filter, payload))) return;
    count(scope, filter, 'ForwardedLogEvents', events.length);
    count(scope, filter, 'ForwardedBytes', bytes);
  }

  async function invoke(scope: Scope, group: LogGroup, filter: SubscriptionFilter, payload: Uint8Array): Promise<boolean> {
    const started = now();
    for (let pause = firstRetryMs; ; pause = Math.min(pause * 2, longestRetryMs)) {
      try {
        if (!mayInvoke(invoker, scope, group, filter.destinationArn)) throw new AwsError('AccessDeniedException', '', 403);
        await invoker.invoke({
          tenant: { account: scope.account, region: scope.region },
          functionName: filter.destinationArn,
          invocationType: 'Event',
          payload,
          requestId: randomUUID(),
        });
        return true;
      } catch (error) {
        const again = retryable(error) && now() - started < retriedForMs && !ending.signal.aborted;
        count(scope, filter, again ? 'DeliveryThrottling' : 'DeliveryErrors', 1);
        if (!again) return false;
        await sleep(pause, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
      }
    }
  }

  function count(scope: Scope, filter: SubscriptionFilter, name: string, value: number): void {
    const unit = name === 'ForwardedBytes' ? 'Bytes' : 'Count';
    const dimensions = [
      ['LogGroupName', filter.logGroupName],
      ['DestinationType', 'Lambda'],
      ['FilterName', filter.filterName],
    ] as const;
    const tenant = { account: scope.account, region: scope.region };
    void metricSink
      .put(tenant, 'AWS/Logs', [{ name, dimensions, timestamp: now(), unit, values: [value] }])
      .catch(() => undefined);
  }

  return {
    take,
    async close() {
      ending.abort();
      for (const key of [...open.keys()]) send(key);
      await Promise.all(chains.values());
    },
  };
}

function subscribed(pattern: FilterPattern, row: EventRow): SubscribedEvent {
  return {
    id: eventIdOf(row),
    timestamp: row.timestamp,
    message: row.message,
    extractedFields: pattern.kind === 'fields' ? Object.fromEntries(fieldsOf(pattern, row.message)) : undefined,
  };
}

const retryable = (error: unknown): boolean =>
  error instanceof StoreOverloaded || (error instanceof AwsError && (error.statusCode === 429 || error.statusCode >= 500));
