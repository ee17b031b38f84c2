/** PutMethod: lets a resource be called with an HTTP method. https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
import type { Method, PutMethodRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { checkMethod } from '../method-rules.ts';
import { methodShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

const httpMethods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'ANY'];

/** @throws BadRequestException, ConflictException when the method is there. */
export const putMethod =
  (store: ApiGatewayStore): Operation<PutMethodRequest, Method> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const resource = store.resource(call, apiId, input.resourceId ?? '');
    const httpMethod = input.httpMethod ?? '';
    if (!httpMethods.includes(httpMethod)) throw errors.httpMethod();
    if (resource.methods[httpMethod]) throw errors.methodExists();
    const authorizationType = (input.authorizationType ?? 'NONE').toUpperCase();
    const method = {
      httpMethod,
      authorizationType,
      authorizerId: authorizationType === 'CUSTOM' ? input.authorizerId : undefined,
      authorizationScopes: input.authorizationScopes,
      apiKeyRequired: input.apiKeyRequired ?? false,
      operationName: input.operationName,
      requestParameters: input.requestParameters,
      requestModels: input.requestModels,
      requestValidatorId: input.requestValidatorId,
      responses: {},
    };
    checkMethod(store, call, apiId, method);
    store.putMethod(call, apiId, resource, method);
    return methodShape(method);
  };
