/** PutQueryDefinition. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
import { randomUUID } from 'node:crypto';
import type { PutQueryDefinitionRequest, PutQueryDefinitionResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';
import { checkGroupName, checkLongest, checkShortest } from '../validate.ts';

const mostDefinitions = 1000;

/** With an id everything is replaced. @throws InvalidParameterException, ResourceNotFoundException, LimitExceededException */
export const putQueryDefinition =
  (logs: Logs): Operation<PutQueryDefinitionRequest, PutQueryDefinitionResponse> =>
  (input, call) => {
    const { name = '', queryString = '', logGroupNames = [], queryLanguage = 'CWLI' } = input;
    if (queryLanguage !== 'CWLI') throw errors.notBuilt(`The query language ${queryLanguage}`);
    if (input.parameters && input.parameters.length > 0) throw errors.notBuilt('parameters');
    for (const [member, text, most] of [
      ['name', name, 255],
      ['queryString', queryString, 10_000],
    ] as const) {
      checkShortest(text, member, 1);
      checkLongest(text, member, most);
    }
    for (const group of logGroupNames) checkGroupName(group, 'logGroupNames');
    const { queryDefinitions } = logs;
    const known = input.queryDefinitionId === undefined ? undefined : queryDefinitions.get(call, input.queryDefinitionId);
    if (input.queryDefinitionId !== undefined && !known) throw errors.noQueryDefinition();
    if (!known && queryDefinitions.list(call).length >= mostDefinitions) throw errors.limit();
    const id = known?.id ?? randomUUID();
    queryDefinitions.put(call, id, { id, name, queryString, logGroupNames, lastModified: logs.now() });
    return { queryDefinitionId: id };
  };
