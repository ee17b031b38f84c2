/** DeleteModel. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
import type { DeleteModelRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws ConflictException while a method names it. */
export const deleteModel =
  (store: ApiGatewayStore): Operation<DeleteModelRequest, object> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { name } = store.models.get(call, apiId, input.modelName ?? '');
    // The latest resource is told first, as AWS does.
    for (const resource of store.resources(call, apiId).reverse())
      for (const method of Object.values(resource.methods))
        if (Object.values(method.requestModels ?? {}).includes(name)) {
          const path = resource.path === '/' ? '//' : resource.path;
          throw errors.modelInUse(name, path.replace(/\/\/$/, '/'), method.httpMethod);
        }
    store.models.delete(call, apiId, name);
    return {};
  };
