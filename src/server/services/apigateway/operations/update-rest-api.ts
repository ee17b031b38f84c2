/** UpdateRestApi, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html */
import type { RestApi, UpdateRestApiRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { readPatches } from '../patch/read-patches.ts';
import { patchRestApi } from '../patch/rest-api.ts';
import { restApiShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, ValidationException; then nothing is changed. */
export const updateRestApi =
  (store: ApiGatewayStore): Operation<UpdateRestApiRequest, RestApi> =>
  (input, call) => {
    const patches = readPatches('updateRestApiInput', input.patchOperations);
    const api = patches.reduce(patchRestApi, store.api(call, input.restApiId ?? ''));
    store.putApi(call, api);
    return restApiShape(api, true);
  };
