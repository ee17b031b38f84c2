/** DeleteAuthorizer. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteAuthorizer.html */
import type { DeleteAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws ConflictException while a method names it. */
export const deleteAuthorizer =
  (store: ApiGatewayStore): Operation<DeleteAuthorizerRequest, object> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { id } = store.authorizers.get(call, apiId, input.authorizerId ?? '');
    if (store.methods(call, apiId).some((method) => method.authorizerId === id)) throw errors.authorizerInUse();
    store.authorizers.delete(call, apiId, id);
    return {};
  };
