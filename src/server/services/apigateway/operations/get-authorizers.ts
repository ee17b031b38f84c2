/** GetAuthorizers. https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html */
import type { Authorizers, GetAuthorizersRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { authorizerShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getAuthorizers =
  (store: ApiGatewayStore): Operation<GetAuthorizersRequest, Authorizers> =>
  (input, call) => {
    const page = pageOf(store.authorizers.list(call, input.restApiId ?? ''), input.position, input.limit);
    return { items: page.items.map(authorizerShape), position: page.position };
  };
