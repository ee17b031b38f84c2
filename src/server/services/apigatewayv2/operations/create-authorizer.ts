/** CreateAuthorizer. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
import type { CreateAuthorizerRequest, CreateAuthorizerResponse } from '@aws-sdk/client-apigatewayv2';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { authorizerFrom } from '../new-authorizer.ts';
import { authorizerShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

/** @throws BadRequestException, NotFoundException */
export const createAuthorizer =
  (store: HttpApis): Operation<CreateAuthorizerRequest, CreateAuthorizerResponse> =>
  (input, call) => {
    const { id: apiId } = store.api(call, input.ApiId ?? '');
    const authorizer = authorizerFrom(newId(6), input);
    store.change(call, apiId, () => store.authorizers.put(call, apiId, authorizer));
    return authorizerShape(authorizer);
  };
