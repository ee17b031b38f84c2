/**
 * DescribeLogStreams, by name or newest event. First and last times are read from the events themselves, so they are never late.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
 */
import type { DescribeLogStreamsRequest, DescribeLogStreamsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { LogStream } from '../log-group.ts';
import { findGroup, groupArn } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { decodeToken, encodeToken } from '../next-token.ts';
import type { StreamTimes } from '../stream-times.ts';
import { streamTimesOf } from '../stream-times.ts';
import { checkLimit, checkOneOf } from '../validate.ts';

/** @throws InvalidParameterException, ResourceNotFoundException */
export const describeLogStreams =
  (logs: Logs): Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> =>
  async (input, call) => {
    const group = findGroup(logs.groups, call, input.logGroupName, input.logGroupIdentifier);
    const { logStreamNamePrefix: prefix = '', descending = false } = input;
    checkOneOf(input.orderBy, 'orderBy', ['LogStreamName', 'LastEventTime']);
    const byTime = input.orderBy === 'LastEventTime';
    if (byTime && prefix !== '') throw errors.orderWithPrefix();
    const limit = checkLimit(input.limit, 50);
    const request = [group.id, prefix, byTime, descending];
    const streams = logs.groups.listStreams(call, group, prefix);
    const times = byTime ? await streamTimesOf(logs, call, group, undefined, call.signal) : new Map<string, StreamTimes>();
    const last = (stream: LogStream) => times.get(stream.id)?.last ?? 0;
    const compare = (a: LogStream, b: LogStream) =>
      (last(a) - last(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) * (descending ? -1 : 1);
    streams.sort(compare);
    const start = input.nextToken ? startOf(streams, decodeToken(request, input.nextToken), compare) : 0;
    const page = streams.slice(start, start + limit);
    const ids = page.map((stream) => stream.id);
    const known = byTime ? times : await streamTimesOf(logs, call, group, ids, call.signal);
    const end = page[page.length - 1];
    return {
      logStreams: page.map((stream) => ({
        logStreamName: stream.name,
        creationTime: stream.creationTime,
        firstEventTimestamp: known.get(stream.id)?.first,
        lastEventTimestamp: known.get(stream.id)?.last,
        lastIngestionTime: known.get(stream.id)?.lastIngestion,
        arn: `${groupArn(call, group)}:log-stream:${stream.name}`,
        // AWS counts bytes by group only.
        storedBytes: 0,
      })),
      nextToken: end && start + limit < streams.length ? encodeToken(request, [end.name]) : undefined,
    };
  };

/** Behind the last stream of the page before, wherever that stands now; behind its name when it was deleted. */
function startOf(
  streams: readonly LogStream[],
  [name = '']: readonly string[],
  compare: (a: LogStream, b: LogStream) => number,
): number {
  const place = streams.findIndex((stream) => stream.name === name);
  if (place >= 0) return place + 1;
  const gone = { name, id: '', creationTime: 0 };
  const next = streams.findIndex((stream) => compare(stream, gone) > 0);
  return next < 0 ? streams.length : next;
}
