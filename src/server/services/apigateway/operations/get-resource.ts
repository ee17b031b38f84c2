/** GetResource. https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
import type { GetResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { resourceShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getResource =
  (store: ApiGatewayStore): Operation<GetResourceRequest, Resource> =>
  (input, call) =>
    resourceShape(store.resource(call, input.restApiId ?? '', input.resourceId ?? ''), input.embed?.includes('methods') ?? false);
