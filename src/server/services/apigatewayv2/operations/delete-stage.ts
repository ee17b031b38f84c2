/** DeleteStage: its deployment stays. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
import type { DeleteStageRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import type { HttpApis } from '../store.ts';

export const deleteStage =
  (store: HttpApis): Operation<DeleteStageRequest, object> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const { stageName } = store.stages.get(call, apiId, input.StageName ?? '');
    store.stages.delete(call, apiId, stageName);
    return {};
  };
