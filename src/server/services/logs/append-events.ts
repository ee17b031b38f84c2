/**
 * Puts events into the write-ahead log. Who calls it: PutLogEvents, and the sink that functions' output goes through.
 */
import type { IngestLog, Scope } from '../../store/ports.ts';
import type { LogEvent } from '../ports.ts';
import type { createArrivals } from './event-id.ts';
import { encodeEvents, eventTable } from './event-table.ts';
import type { LogGroup, LogStream } from './log-group.ts';

export type AppendEvents = (scope: Scope, group: LogGroup, stream: LogStream, events: readonly LogEvent[]) => Promise<void>;

/** @returns a function that resolves once the events are durable. */
export function eventAppender(ingestLog: IngestLog, arrivals: ReturnType<typeof createArrivals>): AppendEvents {
  return async (scope, group, stream, events) => {
    if (events.length === 0) return;
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
    await ingestLog.append({ rows: { [eventTable.name]: encodeEvents(rows) } });
  };
}
