/**
 * FilterLogEvents: a group's events in order of time, those that match a pattern. It is what `aws logs tail` and `sam logs` poll.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { eventIdOf, placeOfEventId } from '../event-id.ts';
import { PageFiller } from '../event-page.ts';
import { matchesFilterPattern, requiredText } from '../filter-pattern/match.ts';
import { findGroup } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { decodeToken, encodeToken } from '../next-token.ts';
import { readEvents } from '../read-events.ts';
import { readPattern } from '../read-pattern.ts';
import { keptFrom } from '../retention.ts';
import { checkLimit, checkStreamNames, checkTime } from '../validate.ts';

/** Events read by one call at most, so that a pattern that matches little still answers soon: with a token, and maybe no event. */
const mostRead = 100_000;

/**
 * Start and end times are both inclusive. A page ends at `limit` events or at 1 MiB.
 * @throws InvalidParameterException, ResourceNotFoundException
 */
export const filterLogEvents =
  (logs: Logs): Operation<FilterLogEventsRequest, FilterLogEventsResponse> =>
  async (input, call) => {
    const group = findGroup(logs.groups, call, input.logGroupName, input.logGroupIdentifier);
    const { logStreamNames: names, logStreamNamePrefix: prefix } = input;
    if (names && prefix) throw errors.streamsTwice();
    if (names) checkStreamNames(names);
    const limit = checkLimit(input.limit, 10_000);
    const startTime = checkTime(input.startTime, 'startTime') ?? 0;
    const endTime = checkTime(input.endTime, 'endTime') ?? Number.MAX_SAFE_INTEGER - 1;
    if (endTime < startTime) throw errors.timeRange();
    const pattern = readPattern(input.filterPattern ?? '');
    const request = [group.id, names, prefix, input.filterPattern ?? ''];
    const [tokenDirection, tokenId = ''] = input.nextToken ? decodeToken(request, input.nextToken) : [];
    const direction = tokenDirection ?? (input.startFromHead === false ? 'backward' : 'forward');
    if (direction !== 'forward' && direction !== 'backward') throw errors.nextToken();
    if (direction === 'backward' && startTime < Date.UTC(2024, 0, 1)) throw errors.backwardsStart();
    let after = input.nextToken ? placeOfEventId(tokenId) : undefined;
    if (input.nextToken && !after) throw errors.nextToken();
    const range = {
      scope: call,
      group,
      from: Math.max(startTime, keptFrom(group, logs.now())),
      to: endTime + 1,
      streamIds: names?.map((name) => logs.groups.stream(call, group, name).id),
      streamPrefix: prefix,
      deletedStreamIds: logs.groups.deletedStreams(call, group),
      texts: requiredText(pattern),
    };
    await logs.ingestLog.settled();
    const page = new PageFiller(limit);
    let ended = false;
    for (let read = 0; !page.full && !ended && read < mostRead; ) {
      const wanted = pattern.kind === 'all' ? limit - page.events.length : 10_000;
      const part = await readEvents(logs.clickhouse, range, direction, after, wanted, call.signal);
      read += part.events.length;
      ended = part.last;
      for (const event of part.events) {
        if (matchesFilterPattern(pattern, event.message) && !page.add(event)) {
          ended = false;
          break;
        }
        after = event;
      }
    }
    return {
      events: page.events.map((event) => ({
        logStreamName: event.logStream,
        timestamp: event.timestamp,
        message: event.message,
        ingestionTime: event.ingested,
        eventId: eventIdOf(event),
      })),
      // AWS has left this list empty since 2020.
      searchedLogStreams: [],
      nextToken: ended || !after ? undefined : encodeToken(request, [direction, eventIdOf(after)]),
    };
  };
