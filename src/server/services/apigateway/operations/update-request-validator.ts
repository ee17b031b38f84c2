/** UpdateRequestValidator, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRequestValidator.html */
import type { RequestValidator, UpdateRequestValidatorRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { readPatches, replaceField } from '../patch/read-patches.ts';
import { requestValidatorFields } from '../patch/small-records.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateRequestValidator =
  (store: ApiGatewayStore): Operation<UpdateRequestValidatorRequest, RequestValidator> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const before = store.requestValidators.get(call, apiId, input.requestValidatorId ?? '');
    const patches = readPatches('updateRequestValidatorInput', input.patchOperations);
    const validator = patches.reduce((record, patch) => replaceField(requestValidatorFields, record, patch), before);
    store.requestValidators.put(call, apiId, validator);
    return validator;
  };
