/**
 * How functions' output and platform lines reach CloudWatch Logs. Group and stream are made with the first line, as Lambda does.
 */
import type { ControlPlane } from '../../store/ports.ts';
import type { LogEvent, LogSink } from '../ports.ts';
import type { AppendEvents } from './append-events.ts';
import { latestTimestamp } from './event-id.ts';
import { eventSize } from './event-table.ts';
import type { LogGroups } from './log-group.ts';

/** Bytes of one event, overhead included: AWS's limit. A longer line becomes several events. */
const largestEvent = 1024 * 1024;

export function createLogSink(controlPlane: ControlPlane, groups: LogGroups, append: AppendEvents): LogSink {
  return {
    async write(tenant, logGroup, logStream, events) {
      const { group, stream, made } = groups.ensure(tenant, logGroup, logStream);
      // Events of a group that a crash forgets would be lost.
      if (made) await controlPlane.flushed();
      await append(tenant, group, stream, events.flatMap(storable));
    },
  };
}

/** AWS has no empty events, no times before 1970, and none over the limit. */
export function storable(event: LogEvent): LogEvent[] {
  if (event.message === '') return [];
  const timestamp = Math.min(Math.max(0, Math.floor(event.timestamp)), latestTimestamp);
  if (event.message.length * 3 < largestEvent || eventSize(event.message) <= largestEvent)
    return [{ timestamp, message: event.message }];
  const pieces: LogEvent[] = [];
  // A quarter of a MiB of UTF-16 units is at most three quarters of a MiB of UTF-8. A surrogate pair is not cut.
  const step = largestEvent / 4;
  for (let at = 0; at < event.message.length; ) {
    let end = Math.min(at + step, event.message.length);
    if (end < event.message.length && /[\uD800-\uDBFF]/.test(event.message.charAt(end - 1))) end--;
    pieces.push({ timestamp, message: event.message.slice(at, end) });
    at = end;
  }
  return pieces;
}
