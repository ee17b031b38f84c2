/**
 * GetLogEvents: one stream, forwards or backwards; a token that reaches the end comes back unchanged, and finds what is added later.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { EventPlace } from '../event-id.ts';
import { eventIdOf, placeOfEventId } from '../event-id.ts';
import { cutPage } from '../event-page.ts';
import { findGroup } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { readEvents } from '../read-events.ts';
import { keptFrom } from '../retention.ts';
import { checkLimit, checkStreamName, checkTime } from '../validate.ts';

/** @throws InvalidParameterException, ResourceNotFoundException */
export const getLogEvents =
  (logs: Logs): Operation<GetLogEventsRequest, GetLogEventsResponse> =>
  async (input, call) => {
    const group = findGroup(logs.groups, call, input.logGroupName, input.logGroupIdentifier);
    const streamName = input.logStreamName ?? '';
    checkStreamName(streamName);
    const stream = logs.groups.stream(call, group, streamName);
    const limit = checkLimit(input.limit, 10_000);
    const from = checkTime(input.startTime, 'startTime') ?? 0;
    const to = checkTime(input.endTime, 'endTime') ?? Number.MAX_SAFE_INTEGER;
    const token = input.nextToken ? parseToken(input.nextToken) : undefined;
    const direction = token?.direction ?? (input.startFromHead ? 'forward' : 'backward');
    await logs.ingestLog.settled();
    const range = {
      scope: call,
      group,
      from: Math.max(from, keptFrom(group, logs.now())),
      to,
      streamIds: [stream.id],
      deletedStreamIds: [],
    };
    const { events } = await readEvents(logs.clickhouse, range, direction, token?.place, limit, call.signal);
    const page = [...cutPage(events, limit)];
    if (direction === 'backward') page.reverse();
    const first = page[0] ?? token?.place;
    const last = page[page.length - 1] ?? token?.place;
    return {
      events: page.map((event) => ({
        timestamp: event.timestamp,
        message: event.message,
        ingestionTime: event.ingested,
      })),
      nextForwardToken: formatToken('f', last),
      nextBackwardToken: formatToken('b', first),
    };
  };

const start: EventPlace = { timestamp: 0, ingested: 0, sequence: 0n };

function formatToken(kind: 'f' | 'b', place: EventPlace = start): string {
  return `${kind}/${eventIdOf(place)}/s`;
}

function parseToken(token: string): { readonly direction: 'forward' | 'backward'; readonly place: EventPlace } {
  const [, kind, id = ''] = /^([fb])\/(\d{56})(?:\/s)?$/.exec(token) ?? [];
  const place = placeOfEventId(id);
  if (!kind || !place) throw errors.nextToken();
  return { direction: kind === 'f' ? 'forward' : 'backward', place };
}
