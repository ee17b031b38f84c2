/** GetAuthorizers. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
import type { GetAuthorizersRequest, GetAuthorizersResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { authorizerShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getAuthorizers =
  (store: HttpApis): Operation<GetAuthorizersRequest, GetAuthorizersResponse> =>
  (input, call) =>
    pageOf(store.authorizers.list(call, input.ApiId ?? '').map(authorizerShape), input);
