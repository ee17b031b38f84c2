/** UpdateMethod, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethod.html */
import type { Method, UpdateMethodRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkMethod } from '../method-rules.ts';
import { patchMethod } from '../patch/method.ts';
import { readPatches } from '../patch/read-patches.ts';
import { methodShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateMethod =
  (store: ApiGatewayStore): Operation<UpdateMethodRequest, Method> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const found = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    const patched = readPatches('updateMethodInput', input.patchOperations).reduce(patchMethod, found.method);
    // An authorizer means nothing to a method that none guards.
    const method = patched.authorizationType === 'CUSTOM' ? patched : { ...patched, authorizerId: undefined };
    checkMethod(store, call, apiId, method);
    store.putMethod(call, apiId, found.resource, method);
    return methodShape(method);
  };
