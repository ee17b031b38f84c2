/** GetAuthorizer. https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizer.html */
import type { Authorizer, GetAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { authorizerShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getAuthorizer =
  (store: ApiGatewayStore): Operation<GetAuthorizerRequest, Authorizer> =>
  (input, call) =>
    authorizerShape(store.authorizers.get(call, input.restApiId ?? '', input.authorizerId ?? ''));
