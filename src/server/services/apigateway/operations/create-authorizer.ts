/** CreateAuthorizer: a function that lets requests in. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
import type { Authorizer, CreateAuthorizerRequest } from '@aws-sdk/client-api-gateway';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { checkAuthorizer, checkAuthorizerType } from '../authorizer-rules.ts';
import { errors } from '../errors.ts';
import { authorizerShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, ConflictException for an API that is not there. */
export const createAuthorizer =
  (store: ApiGatewayStore): Operation<CreateAuthorizerRequest, Authorizer> =>
  (input, call) => {
    const api = store.findApi(call, input.restApiId ?? '');
    if (!api) throw errors.authorizerApi();
    const type = String(input.type);
    checkAuthorizerType(type);
    const authorizer = {
      id: newId(6),
      name: input.name ?? '',
      type,
      authType: input.authType ?? 'custom',
      authorizerUri: input.authorizerUri ?? '',
      authorizerCredentials: input.authorizerCredentials,
      identitySource: input.identitySource,
      identityValidationExpression: input.identityValidationExpression,
      authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds ?? 300,
    };
    checkAuthorizer(authorizer);
    store.authorizers.put(call, api.id, authorizer);
    return authorizerShape(authorizer);
  };
