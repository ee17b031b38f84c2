/** DeleteResource, with all below it. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html */
import type { DeleteResourceRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

export const deleteResource =
  (store: ApiGatewayStore): Operation<DeleteResourceRequest, object> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const top = store.resource(call, apiId, input.resourceId ?? '');
    if (!top.parentId) throw errors.deleteRoot();
    const doomed = store
      .resources(call, apiId)
      .filter((resource) => resource.id === top.id || resource.path.startsWith(`${top.path}/`));
    store.transaction(() => {
      for (const resource of doomed) store.deleteResource(call, apiId, resource.id);
    });
    return {};
  };
