/** CreateRequestValidator. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
import type { CreateRequestValidatorRequest, RequestValidator } from '@aws-sdk/client-api-gateway';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, also for an API that is not there. */
export const createRequestValidator =
  (store: ApiGatewayStore): Operation<CreateRequestValidatorRequest, RequestValidator> =>
  (input, call) => {
    const api = store.findApi(call, input.restApiId ?? '');
    if (!api) throw errors.validatorApi();
    const validator = {
      id: newId(6),
      name: input.name ?? '',
      validateRequestBody: input.validateRequestBody ?? false,
      validateRequestParameters: input.validateRequestParameters ?? false,
    };
    store.requestValidators.put(call, api.id, validator);
    return validator;
  };
