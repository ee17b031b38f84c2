/** DeleteRequestValidator. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html */
import type { DeleteRequestValidatorRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws ConflictException while a method names it. */
export const deleteRequestValidator =
  (store: ApiGatewayStore): Operation<DeleteRequestValidatorRequest, object> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { id } = store.requestValidators.get(call, apiId, input.requestValidatorId ?? '');
    if (store.methods(call, apiId).some((method) => method.requestValidatorId === id)) throw errors.validatorInUse();
    store.requestValidators.delete(call, apiId, id);
    return {};
  };
