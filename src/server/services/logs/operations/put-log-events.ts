/** PutLogEvents. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
import type { PutLogEventsRequest, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { checkBatch, sortOut } from '../event-batch.ts';
import type { Logs } from '../logs.ts';
import { keptFrom } from '../retention.ts';
import { checkGroupName, checkStreamName } from '../validate.ts';

/**
 * Stores the events that are neither too old nor too new, and names the others. Resolves once they are durable.
 * @throws InvalidParameterException for a batch that breaks a limit: then nothing is stored. ResourceNotFoundException
 */
export const putLogEvents =
  (logs: Logs): Operation<PutLogEventsRequest, PutLogEventsResponse> =>
  async (input, call) => {
    const groupName = input.logGroupName ?? '';
    const streamName = input.logStreamName ?? '';
    checkGroupName(groupName);
    checkStreamName(streamName);
    const batch = checkBatch(input.logEvents ?? []);
    const group = logs.groups.group(call, groupName);
    const stream = logs.groups.stream(call, group, streamName);
    const { accepted, rejected } = sortOut(batch, keptFrom(group, logs.now()), logs.now());
    await logs.append(call, group, stream, accepted);
    return { nextSequenceToken: nextSequenceToken(logs.now()), rejectedLogEventsInfo: rejected };
  };

/** Nobody needs it since 2023, but old clients still look for it. */
function nextSequenceToken(now: number): string {
  return (BigInt(now) << 144n).toString().padStart(56, '0');
}
