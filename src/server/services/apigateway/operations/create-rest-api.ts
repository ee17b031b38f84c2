/** CreateRestApi: an API with its root resource. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
import type { CreateRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { restApiShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';
import { newId } from '../store.ts';

const endpointTypes = ['EDGE', 'REGIONAL', 'PRIVATE'];

/** @throws BadRequestException for an empty name, an unknown endpoint type, `cloneFrom`. */
export const createRestApi =
  (store: ApiGatewayStore): Operation<CreateRestApiRequest, RestApi> =>
  (input, call) => {
    if (!input.name) throw errors.emptyName();
    if (input.cloneFrom) throw errors.notBuilt('cloneFrom');
    const types = input.endpointConfiguration?.types ?? ['EDGE'];
    if (types.length !== 1 || !types.every((type) => endpointTypes.includes(type))) throw errors.endpointType(types);
    let id = newId(10);
    while (!store.isFree(id)) id = newId(10);
    const api = {
      id,
      name: input.name,
      description: input.description,
      version: input.version,
      createdDate: Math.floor(Date.now() / 1000) * 1000,
      binaryMediaTypes: input.binaryMediaTypes ?? [],
      endpointTypes: types,
      apiKeySource: input.apiKeySource ?? 'HEADER',
      minimumCompressionSize: input.minimumCompressionSize,
      policy: input.policy,
      disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
      tags: input.tags ?? {},
      rootResourceId: newId(10),
    };
    store.transaction(() => {
      store.putApi(call, api);
      store.putResource(call, id, { id: api.rootResourceId, path: '/', methods: {} });
    });
    return restApiShape(api);
  };
