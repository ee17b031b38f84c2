/** CreateRestApi: an API with its root resource and two models. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
import type { CreateRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { newRestApi } from '../new-rest-api.ts';
import { restApiShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, ValidationException */
export const createRestApi =
  (store: ApiGatewayStore): Operation<CreateRestApiRequest, RestApi> =>
  (input, call) => {
    if (input.cloneFrom) throw errors.notBuilt('cloneFrom');
    return restApiShape(newRestApi(store, call, input));
  };
