/**
 * Puts events into the write-ahead log. Who calls it: PutLogEvents, and the sink that functions' output goes through.
 */
import type { IngestLog, Scope } from '../../store/ports.ts';
import type { LogEvent } from '../ports.ts';
import type { createArrivals } from './event-id.ts';
import type { EventRow } from './event-table.ts';
import { encodeEvents, eventSize, eventTable } from './event-table.ts';
import type { LogGroup, LogStream } from './log-group.ts';

export type AppendEvents = (scope: Scope, group: LogGroup, stream: LogStream, events: readonly LogEvent[]) => Promise<void>;

/** Told of events once they are durable; the append waits for it. Must not reject. */
export type OnAppended = (scope: Scope, group: LogGroup, stream: LogStream, rows: readonly EventRow[]) => Promise<void>;

/** @returns a function that resolves once the events are durable. */
export function eventAppender(
  ingestLog: IngestLog,
  arrivals: ReturnType<typeof createArrivals>,
  onAppended: OnAppended,
): AppendEvents {
  return async (scope, group, stream, events) => {
    const rows = events.map((event) => ({
      account: scope.account,
      region: scope.region,
      groupId: group.id,
      streamId: stream.id,
      logStream: stream.name,
      timestamp: event.timestamp,
      message: event.message,
      ...arrivals.next(),
    }));
    for (const batch of batchesOf(rows)) await ingestLog.append({ rows: { [eventTable.name]: encodeEvents(batch) } });
    await onAppended(scope, group, stream, rows);
  };
}

/** A record of the log is accepted as a whole: what a function printed in one go may be more than one should be. */
const largestRecord = 4 * 1024 * 1024;

function* batchesOf(rows: readonly EventRow[]): Generator<readonly EventRow[]> {
  let start = 0;
  let bytes = 0;
  for (const [place, row] of rows.entries()) {
    const size = eventSize(row.message);
    if (place > start && bytes + size > largestRecord) {
      yield rows.slice(start, place);
      start = place;
      bytes = 0;
    }
    bytes += size;
  }
  if (start < rows.length) yield rows.slice(start);
}
