/** DescribeQueryDefinitions, by name. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html */
import type { DescribeQueryDefinitionsRequest, DescribeQueryDefinitionsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import type { Logs } from '../logs.ts';
import { pageByKey } from '../next-token.ts';
import { checkLimit, checkOneOf } from '../validate.ts';

/** @throws InvalidParameterException */
export const describeQueryDefinitions =
  (logs: Logs): Operation<DescribeQueryDefinitionsRequest, DescribeQueryDefinitionsResponse> =>
  (input, call) => {
    const { queryDefinitionNamePrefix: prefix = '', queryLanguage } = input;
    checkOneOf(queryLanguage, 'queryLanguage', ['CWLI', 'SQL', 'PPL']);
    const limit = checkLimit(input.maxResults, 1000, 'maxResults');
    const found = logs.queryDefinitions
      .list(call)
      .map(({ value }) => value)
      .filter(({ name }) => name.startsWith(prefix) && (queryLanguage === undefined || queryLanguage === 'CWLI'));
    const request = [prefix, queryLanguage];
    const { page, nextToken } = pageByKey(found, ({ name, id }) => `${name}\u0000${id}`, request, input.nextToken, limit);
    return {
      queryDefinitions: page.map(({ id, logGroupNames, ...definition }) => ({
        ...{ queryLanguage: 'CWLI' as const, queryDefinitionId: id, ...definition },
        logGroupNames: logGroupNames.length > 0 ? [...logGroupNames] : undefined,
      })),
      nextToken,
    };
  };
