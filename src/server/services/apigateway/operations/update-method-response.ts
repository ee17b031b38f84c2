/** UpdateMethodResponse, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethodResponse.html */
import type { MethodResponse, UpdateMethodResponseRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { statusCodeViolation } from '../constraints.ts';
import { patchMethodResponse } from '../patch/method-response.ts';
import { readPatches } from '../patch/read-patches.ts';
import { methodResponseShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, NotFoundException, ValidationException; then nothing is changed. */
export const updateMethodResponse =
  (store: ApiGatewayStore): Operation<UpdateMethodResponseRequest, MethodResponse> =>
  (input, call) => {
    const wrong = statusCodeViolation(input.statusCode ?? '');
    const patches = readPatches('updateMethodResponseInput', input.patchOperations, wrong);
    const { resource, method, response: before } = store.methodResponse(call, input);
    const response = patches.reduce(patchMethodResponse, before);
    const responses = { ...method.responses, [response.statusCode]: response };
    store.putMethod(call, input.restApiId ?? '', resource, { ...method, responses });
    return methodResponseShape(response);
  };
