/** GetModels. https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
import type { GetModelsRequest, Models } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { modelShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getModels =
  (store: ApiGatewayStore): Operation<GetModelsRequest, Models> =>
  (input, call) => {
    const page = pageOf(store.models.list(call, input.restApiId ?? ''), input.position, input.limit);
    return { items: page.items.map(modelShape), position: page.position };
  };
