/** DeleteQueryDefinition. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html */
import type { DeleteQueryDefinitionRequest, DeleteQueryDefinitionResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';

/** @throws ResourceNotFoundException */
export const deleteQueryDefinition =
  (logs: Logs): Operation<DeleteQueryDefinitionRequest, DeleteQueryDefinitionResponse> =>
  (input, call) => {
    if (!logs.queryDefinitions.delete(call, input.queryDefinitionId ?? '')) throw errors.noQueryDefinition();
    return { success: true };
  };
