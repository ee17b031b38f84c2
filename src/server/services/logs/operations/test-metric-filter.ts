/**
 * TestMetricFilter: which messages match, and what the pattern takes out of them. Messages are counted from 0, as in AWS's examples.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html
 */
import type { TestMetricFilterRequest, TestMetricFilterResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { extractValues } from '../filter-pattern/extract.ts';
import { matchesFilterPattern } from '../filter-pattern/match.ts';
import { readPattern } from '../read-pattern.ts';

/** @throws InvalidParameterException */
export const testMetricFilter = (): Operation<TestMetricFilterRequest, TestMetricFilterResponse> => (input) => {
  const messages = input.logEventMessages ?? [];
  if (messages.length < 1) throw errors.constraint('[]', 'logEventMessages', 'have length greater than or equal to 1');
  if (messages.length > 50)
    throw errors.constraint(`[${messages.length} messages]`, 'logEventMessages', 'have length less than or equal to 50');
  const empty = messages.indexOf('');
  if (empty >= 0) throw errors.constraint('', `logEventMessages.${empty + 1}.member`, 'have length greater than or equal to 1');
  const pattern = readPattern(input.filterPattern ?? '');
  return {
    matches: messages.flatMap((eventMessage, eventNumber) =>
      matchesFilterPattern(pattern, eventMessage)
        ? [{ eventNumber, eventMessage, extractedValues: extractValues(pattern, eventMessage) }]
        : [],
    ),
  };
};
