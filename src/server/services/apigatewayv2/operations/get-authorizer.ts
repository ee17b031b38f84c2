/** GetAuthorizer. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
import type { GetAuthorizerRequest, GetAuthorizerResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { authorizerShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getAuthorizer =
  (store: HttpApis): Operation<GetAuthorizerRequest, GetAuthorizerResponse> =>
  (input, call) =>
    authorizerShape(store.authorizers.get(call, input.ApiId ?? '', input.AuthorizerId ?? ''));
