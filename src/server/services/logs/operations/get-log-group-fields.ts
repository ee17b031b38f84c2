/**
 * GetLogGroupFields: which fields the events of some minutes have, the most frequent first.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogGroupFields.html
 */
import type { GetLogGroupFieldsRequest, GetLogGroupFieldsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { decodeRecords, sourceOf } from '../insights/decode-records.ts';
import { readPage } from '../insights/read-page.ts';
import { fieldsOfRecord } from '../insights/record-fields.ts';
import { conditionOf } from '../insights/selection.ts';
import { survey } from '../insights/survey.ts';
import { findGroup } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { checkTime } from '../validate.ts';

const minute = 60_000;
/** The newest ones tell enough. */
const mostEvents = 10_000;

/** Eight minutes before and behind `time` (epoch seconds), or the last quarter of an hour. @throws InvalidParameterException, ResourceNotFoundException */
export const getLogGroupFields =
  (logs: Logs): Operation<GetLogGroupFieldsRequest, GetLogGroupFieldsResponse> =>
  async (input, call) => {
    const group = findGroup(logs.groups, call, input.logGroupName, input.logGroupIdentifier);
    const time = checkTime(input.time, 'time');
    const now = logs.now();
    const [from, to] = time ? [time * 1000 - 8 * minute, time * 1000 + 8 * minute] : [now - 15 * minute, now];
    await logs.ingestLog.settled();
    const selection = { scope: call, groups: [group], from: Math.max(0, from), to: Math.max(0, to) + 1 };
    const condition = conditionOf(logs, selection);
    const all = { texts: [], logStream: undefined, messages: true };
    const { windows } = await survey(logs, condition, all, call.signal);
    const counts = new Map<string, number>();
    let events = 0;
    for (const window of windows) {
      const page = await readPage(logs, condition, all, window, undefined, call.signal);
      for (const record of decodeRecords(page, [sourceOf(call.account, group)])) {
        for (const name of Object.keys(fieldsOfRecord(record))) counts.set(name, (counts.get(name) ?? 0) + 1);
        events++;
      }
      if (events >= mostEvents) break;
    }
    const logGroupFields = [...counts].map(([name, count]) => ({ name, percent: Math.round((100 * count) / events) }));
    return { logGroupFields: logGroupFields.toSorted((a, b) => b.percent - a.percent || (a.name < b.name ? -1 : 1)) };
  };
