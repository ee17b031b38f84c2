/**
 * GetLogRecord: all fields of one event, by the `@ptr` of a query's row. Times are epoch milliseconds.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html
 */
import type { GetLogRecordRequest, GetLogRecordResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { sourceOf } from '../insights/decode-records.ts';
import { readPointer } from '../insights/pointer.ts';
import { LogRecord } from '../insights/record.ts';
import { fieldsOfRecord } from '../insights/record-fields.ts';
import type { Logs } from '../logs.ts';
import { readEvents } from '../read-events.ts';
import { keptFrom } from '../retention.ts';

/** @throws InvalidParameterException for what is no pointer; ResourceNotFoundException when the event is gone. */
export const getLogRecord =
  (logs: Logs): Operation<GetLogRecordRequest, GetLogRecordResponse> =>
  async (input, call) => {
    const pointed = readPointer(input.logRecordPointer ?? '');
    if (!pointed) throw errors.pointer();
    const { groupName, groupId, place } = pointed;
    const group = logs.groups.group(call, groupName);
    if (group.id !== groupId || place.timestamp < keptFrom(group, logs.now())) throw errors.noRecord();
    await logs.ingestLog.settled();
    const range = {
      ...{ scope: call, group, from: place.timestamp, to: place.timestamp + 1 },
      deletedStreamIds: logs.groups.deletedStreams(call, group),
    };
    const before = place.sequence > 0n ? { ...place, sequence: place.sequence - 1n } : { ...place, ingested: place.ingested - 1 };
    const { events } = await readEvents(logs.clickhouse, range, 'forward', before, 1, call.signal);
    const event = events.find((found) => found.ingested === place.ingested && found.sequence === place.sequence);
    if (!event) throw errors.noRecord();
    return { logRecord: fieldsOfRecord(new LogRecord(event, sourceOf(call.account, group))) };
  };
