/** UpdateAuthorizer, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAuthorizer.html */
import type { Authorizer, UpdateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkAuthorizer, checkAuthorizerType } from '../authorizer-rules.ts';
import { readPatches, replaceField } from '../patch/read-patches.ts';
import { authorizerFields } from '../patch/small-records.ts';
import { authorizerShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateAuthorizer =
  (store: ApiGatewayStore): Operation<UpdateAuthorizerRequest, Authorizer> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const before = store.authorizers.get(call, apiId, input.authorizerId ?? '');
    const patches = readPatches('updateAuthorizerInput', input.patchOperations);
    const authorizer = patches.reduce((record, patch) => replaceField(authorizerFields, record, patch), before);
    checkAuthorizerType(authorizer.type);
    checkAuthorizer(authorizer);
    store.authorizers.put(call, apiId, authorizer);
    return authorizerShape(authorizer);
  };
