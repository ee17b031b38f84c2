/** GetStages, of an API or of one deployment. https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
import type { GetStagesRequest, Stages } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { stageShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getStages =
  (store: ApiGatewayStore): Operation<GetStagesRequest, Stages> =>
  (input, call) => {
    const stages = store.stages(call, input.restApiId ?? '');
    const wanted = input.deploymentId ? stages.filter((stage) => stage.deploymentId === input.deploymentId) : stages;
    return { item: wanted.map(stageShape) };
  };
