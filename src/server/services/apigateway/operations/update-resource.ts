/** UpdateResource: renames or moves a resource. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateResource.html */
import type { Resource, UpdateResourceRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { readPatches } from '../patch/read-patches.ts';
import { movedBelow, patchResource } from '../patch/resource.ts';
import { resourceShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, ConflictException, NotFoundException; then nothing is changed. */
export const updateResource =
  (store: ApiGatewayStore): Operation<UpdateResourceRequest, Resource> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const before = store.resource(call, apiId, input.resourceId ?? '');
    const all = store.resources(call, apiId);
    const patches = readPatches('updateResourceInput', input.patchOperations);
    const after = patches.reduce((resource, patch) => patchResource(all, resource, patch), before);
    store.transaction(() => {
      store.putResource(call, apiId, after);
      for (const moved of movedBelow(all, before, after)) store.putResource(call, apiId, moved);
    });
    return resourceShape(after, false);
  };
