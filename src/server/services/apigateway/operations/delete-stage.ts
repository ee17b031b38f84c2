/** DeleteStage. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
import type { DeleteStageRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import type { ApiGatewayStore } from '../store.ts';

export const deleteStage =
  (store: ApiGatewayStore): Operation<DeleteStageRequest, object> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { stageName } = store.stage(call, apiId, input.stageName ?? '');
    store.deleteStage(call, apiId, stageName);
    return {};
  };
