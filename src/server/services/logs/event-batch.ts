/**
 * The rules for a batch of events that a client puts: size, order, span, age.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
import type { InputLogEvent, RejectedLogEventsInfo } from '@aws-sdk/client-cloudwatch-logs';
import type { LogEvent } from '../ports.ts';
import { errors } from './errors.ts';
import { eventSize } from './event-table.ts';

const hour = 60 * 60 * 1000;
/** Bytes of a batch, 26 more than its message for each event; a single event may fill it. */
const largestBatch = 1024 * 1024;
const mostEvents = 10_000;

/** @throws InvalidParameterException */
export function checkBatch(events: readonly InputLogEvent[]): LogEvent[] {
  if (events.length < 1) throw errors.constraint('[]', 'logEvents', 'have length greater than or equal to 1');
  if (events.length > mostEvents)
    throw errors.constraint(`[${events.length} events]`, 'logEvents', `have length less than or equal to ${mostEvents}`);
  const batch = events.map((event, place) => {
    const { timestamp, message = '' } = event;
    const member = `logEvents.${place + 1}.member`;
    if (timestamp === undefined || timestamp < 0 || !Number.isSafeInteger(timestamp))
      throw errors.constraint(String(timestamp), `${member}.timestamp`, 'have value greater than or equal to 0');
    if (message === '') throw errors.constraint('', `${member}.message`, 'have length greater than or equal to 1');
    return { timestamp, message };
  });
  const bytes = batch.reduce((sum, event) => sum + eventSize(event.message), 0);
  if (bytes > largestBatch) throw errors.batchTooLarge(bytes, largestBatch);
  if (batch.some((event, place) => place > 0 && event.timestamp < (batch[place - 1]?.timestamp ?? 0))) throw errors.order();
  if ((batch[batch.length - 1]?.timestamp ?? 0) - (batch[0]?.timestamp ?? 0) > 24 * hour) throw errors.span();
  return batch;
}

/**
 * Leaves out events older than 14 days, older than the group keeps, or more than two hours ahead.
 * @param batch in order of time. @param keptFrom and @param now epoch milliseconds.
 */
export function sortOut(
  batch: readonly LogEvent[],
  keptFrom: number,
  now: number,
): { readonly accepted: readonly LogEvent[]; readonly rejected: RejectedLogEventsInfo | undefined } {
  const before = (time: number) => {
    const first = batch.findIndex((event) => event.timestamp >= time);
    return first < 0 ? batch.length : first;
  };
  const tooOld = before(now - 14 * 24 * hour);
  const expired = before(keptFrom);
  const tooNew = before(now + 2 * hour + 1);
  const rejected = {
    ...(tooNew < batch.length ? { tooNewLogEventStartIndex: tooNew } : {}),
    ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
    ...(expired > 0 ? { expiredLogEventEndIndex: expired } : {}),
  };
  return {
    accepted: batch.slice(Math.max(tooOld, expired), tooNew),
    rejected: Object.keys(rejected).length > 0 ? rejected : undefined,
  };
}
