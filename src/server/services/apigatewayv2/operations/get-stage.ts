/** GetStage: one of them. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
import type { GetStageRequest, GetStageResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { stageShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getStage =
  (store: HttpApis): Operation<GetStageRequest, GetStageResponse> =>
  (input, call) =>
    stageShape(store.stages.get(call, input.ApiId ?? '', input.StageName ?? ''));
