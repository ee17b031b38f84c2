/** DeleteAuthorizer. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
import type { DeleteAuthorizerRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { HttpApis } from '../store.ts';

/** @throws ConflictException while a route names it. */
export const deleteAuthorizer =
  (store: HttpApis): Operation<DeleteAuthorizerRequest, object> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const { id } = store.authorizers.get(call, apiId, input.AuthorizerId ?? '');
    if (store.routes.list(call, apiId).some((route) => route.authorizerId === id)) throw errors.authorizerInUse(id);
    store.change(call, apiId, () => store.authorizers.delete(call, apiId, id));
    return {};
  };
