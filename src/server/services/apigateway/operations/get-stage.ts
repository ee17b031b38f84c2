/** GetStage. https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
import type { GetStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { stageShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getStage =
  (store: ApiGatewayStore): Operation<GetStageRequest, Stage> =>
  (input, call) =>
    stageShape(store.stage(call, input.restApiId ?? '', input.stageName ?? ''));
