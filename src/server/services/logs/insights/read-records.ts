/**
 * Reads the events of a query, newest first over all of its groups, page by page.
 */
import type { Scope } from '../../../store/ports.ts';
import type { LogGroup } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { type EventRange, readEvents, type StoredEvent } from '../read-events.ts';
import { keptFrom } from '../retention.ts';
import { pointerOf } from './pointer.ts';
import type { Narrowed } from './push-down.ts';
import { LogRecord, type RecordSource } from './record.ts';

const eventsAtOnce = 5000;

/** @param from inclusive and @param to exclusive, epoch milliseconds. */
export function rangesOf(
  logs: Logs,
  scope: Scope,
  groups: readonly LogGroup[],
  from: number,
  to: number,
  narrowed: Narrowed,
): EventRange[] {
  return groups.map((group) => {
    const { texts, logStream } = narrowed;
    const streams = logStream === undefined ? undefined : logs.groups.listStreams(scope, group, logStream);
    return {
      scope: { account: scope.account, region: scope.region },
      group,
      from: Math.max(from, keptFrom(group, logs.now())),
      to,
      streamIds: streams?.filter(({ name }) => name === logStream).map(({ id }) => id),
      deletedStreamIds: logs.groups.deletedStreams(scope, group),
      texts,
    };
  });
}

/** Newest first. Each group has one page in memory. */
export async function* readRecords(
  logs: Logs,
  ranges: readonly EventRange[],
  signal: AbortSignal,
): AsyncGenerator<readonly LogRecord[]> {
  const limit = Math.max(100, Math.ceil(eventsAtOnce / Math.max(1, ranges.length)));
  const cursors = ranges.map((range) => new Cursor(logs, range, limit, signal));
  for (;;) {
    for (const cursor of cursors) await cursor.fill();
    const page = nextPage(cursors.filter((cursor) => cursor.head !== undefined));
    if (page.length === 0) return;
    yield page;
  }
}

/** As far as the order is known: until one of the groups has nothing left in memory. */
function nextPage(cursors: readonly Cursor[]): LogRecord[] {
  const page: LogRecord[] = [];
  while (cursors.length > 0) {
    let newest = cursors[0];
    for (const cursor of cursors) if (isNewer(cursor.head, newest?.head)) newest = cursor;
    const record = newest?.take();
    if (!record) break;
    page.push(record);
    if (newest?.head === undefined) break;
  }
  return page;
}

function isNewer(a: StoredEvent | undefined, b: StoredEvent | undefined): boolean {
  if (!a || !b) return a !== undefined;
  return a.timestamp > b.timestamp || (a.timestamp === b.timestamp && a.ingested > b.ingested);
}

class Cursor {
  readonly #logs: Logs;
  readonly #range: EventRange;
  readonly #limit: number;
  readonly #signal: AbortSignal;
  readonly #source: RecordSource;
  #events: readonly StoredEvent[] = [];
  #next = 0;
  #last: StoredEvent | undefined;
  #ended = false;

  constructor(logs: Logs, range: EventRange, limit: number, signal: AbortSignal) {
    this.#logs = logs;
    this.#range = range;
    this.#limit = limit;
    this.#signal = signal;
    this.#source = sourceOf(range.scope, range.group);
  }

  get head(): StoredEvent | undefined {
    return this.#events[this.#next];
  }

  take(): LogRecord | undefined {
    const event = this.#events[this.#next++];
    return event && new LogRecord(event, this.#source);
  }

  async fill(): Promise<void> {
    if (this.head !== undefined || this.#ended) return;
    const page = await readEvents(this.#logs.clickhouse, this.#range, 'backward', this.#last, this.#limit, this.#signal);
    this.#events = page.events;
    this.#next = 0;
    this.#last = page.events[page.events.length - 1] ?? this.#last;
    this.#ended = page.last;
  }
}

export function sourceOf(scope: Scope, group: LogGroup): RecordSource {
  return { log: `${scope.account}:${group.name}`, pointer: (event) => pointerOf(group, event) };
}

/** How many events there are in the ranges, whatever they say, and their bytes. */
export async function countEvents(
  logs: Logs,
  ranges: readonly EventRange[],
  signal: AbortSignal,
): Promise<{ readonly records: number; readonly bytes: number }> {
  let records = 0;
  let bytes = 0;
  for (const { scope, group, from, to, deletedStreamIds } of ranges) {
    const [row] = await logs.clickhouse.query<{ records: string; bytes: string }>(
      `SELECT count() AS records, sum(size) AS bytes FROM log_event
WHERE account = {account:String} AND region = {region:String} AND group_id = {group:String}
AND timestamp >= {from:UInt64} AND timestamp < {to:UInt64} AND stream_id NOT IN {deleted:Array(String)}`,
      { account: scope.account, region: scope.region, group: group.id, from, to, deleted: deletedStreamIds },
      { signal },
    );
    records += Number(row?.records ?? 0);
    bytes += Number(row?.bytes ?? 0);
  }
  return { records, bytes };
}
