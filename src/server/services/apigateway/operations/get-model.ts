/** GetModel. https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html */
import type { GetModelRequest, Model } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { modelShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getModel =
  (store: ApiGatewayStore): Operation<GetModelRequest, Model> =>
  (input, call) =>
    modelShape(store.models.get(call, input.restApiId ?? '', input.modelName ?? ''));
