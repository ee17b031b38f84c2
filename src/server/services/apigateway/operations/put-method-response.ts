/** PutMethodResponse. https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
import type { MethodResponse, PutMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException for a status code that is none, ConflictException when the response is there. */
export const putMethodResponse =
  (store: ApiGatewayStore): Operation<PutMethodResponseRequest, MethodResponse> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', input.httpMethod ?? '');
    const statusCode = input.statusCode ?? '';
    if (!/^[1-5]\d\d$/.test(statusCode)) throw errors.statusCode();
    if (method.responses[statusCode]) throw errors.responseExists();
    const response = { statusCode, responseParameters: input.responseParameters, responseModels: input.responseModels };
    store.putMethod(call, apiId, resource, { ...method, responses: { ...method.responses, [statusCode]: response } });
    return response;
  };
