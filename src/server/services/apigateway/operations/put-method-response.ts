/** PutMethodResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
import type { MethodResponse, PutMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkStatusCode } from '../constraints.ts';
import { errors } from '../errors.ts';
import { methodResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws ValidationException for a status code that is none, ConflictException when the response is there. */
export const putMethodResponse =
  (store: ApiGatewayStore): Operation<PutMethodResponseRequest, MethodResponse> =>
  (input, call) => {
    const statusCode = input.statusCode ?? '';
    checkStatusCode(statusCode);
    const apiId = input.restApiId ?? '';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    if (method.responses[statusCode]) throw errors.responseExists();
    for (const name of Object.values(input.responseModels ?? {}))
      if (!store.models.find(call, apiId, name)) throw errors.methodModel(name);
    const response = { statusCode, responseParameters: input.responseParameters, responseModels: input.responseModels };
    store.putMethod(call, apiId, resource, { ...method, responses: { ...method.responses, [statusCode]: response } });
    return methodResponseShape(response);
  };
