/** PutMethod: lets a resource be called with an HTTP method. https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
import type { Method, PutMethodRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { methodShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

const httpMethods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'ANY'];

/**
 * Authorizers and API keys are refused: an API that looks guarded and is not would be worse than none.
 * @throws BadRequestException, ConflictException when the method is there.
 */
export const putMethod =
  (store: ApiGatewayStore): Operation<PutMethodRequest, Method> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const resource = store.resource(call, apiId, input.resourceId ?? '');
    const httpMethod = input.httpMethod ?? '';
    if (!httpMethods.includes(httpMethod)) throw errors.httpMethod(httpMethod);
    if (resource.methods[httpMethod]) throw errors.methodExists();
    const authorizationType = (input.authorizationType ?? 'NONE').toUpperCase();
    if (authorizationType !== 'NONE') throw errors.authorization(authorizationType);
    if (input.apiKeyRequired) throw errors.apiKey();
    if (input.requestValidatorId) throw errors.notBuilt('requestValidatorId');
    const method = {
      httpMethod,
      authorizationType,
      apiKeyRequired: false,
      operationName: input.operationName,
      requestParameters: input.requestParameters,
      requestModels: input.requestModels,
      responses: {},
    };
    store.putMethod(call, apiId, resource, method);
    return methodShape(method);
  };
