/** CreateResource: one path part below another. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
import type { CreateResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { checkPlace } from '../resource-rules.ts';
import { resourceShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException for a bad part or a second variable sibling, ConflictException for a part that is there. */
export const createResource =
  (store: ApiGatewayStore): Operation<CreateResourceRequest, Resource> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const parent = store.resource(call, apiId, input.parentId ?? '');
    const pathPart = input.pathPart ?? '';
    checkPlace(store.resources(call, apiId), parent, pathPart);
    const resource = {
      id: newId(6),
      parentId: parent.id,
      pathPart,
      path: `${parent.path === '/' ? '' : parent.path}/${pathPart}`,
      methods: {},
    };
    store.putResource(call, apiId, resource);
    return resourceShape(resource, true);
  };
