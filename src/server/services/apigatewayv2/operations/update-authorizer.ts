/** UpdateAuthorizer: changes what is given. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
import type { UpdateAuthorizerRequest, UpdateAuthorizerResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { authorizerFrom } from '../new-authorizer.ts';
import { authorizerShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateAuthorizer =
  (store: HttpApis): Operation<UpdateAuthorizerRequest, UpdateAuthorizerResponse> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const before = store.authorizers.get(call, apiId, input.AuthorizerId ?? '');
    const authorizer = authorizerFrom(before.id, input, before);
    store.change(call, apiId, () => store.authorizers.put(call, apiId, authorizer));
    return authorizerShape(authorizer);
  };
