/** CreateResource: one path part below another. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
import type { CreateResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { resourceShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';
import { newId } from '../store.ts';

const plainPart = /^[A-Za-z0-9._:~$-]+$/;
const variablePart = /^\{[A-Za-z0-9._:-]+\+?\}$/;

/** @throws BadRequestException for a bad part or a second variable sibling, ConflictException for a part that is there. */
export const createResource =
  (store: ApiGatewayStore): Operation<CreateResourceRequest, Resource> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const parent = store.resource(call, apiId, input.parentId ?? '');
    const pathPart = input.pathPart ?? '';
    const isVariable = variablePart.test(pathPart);
    if (!isVariable && !plainPart.test(pathPart)) throw errors.pathPart();
    if (parent.pathPart?.endsWith('+}')) throw errors.childOfGreedy(parent.path);
    const siblings = store.resources(call, apiId).filter((resource) => resource.parentId === parent.id);
    if (siblings.some((sibling) => sibling.pathPart === pathPart)) throw errors.samePathPart(pathPart);
    const rival = isVariable ? siblings.find((sibling) => sibling.pathPart?.startsWith('{')) : undefined;
    if (rival?.pathPart) throw errors.siblingVariable(rival.pathPart);
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
