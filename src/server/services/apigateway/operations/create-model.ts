/** CreateModel: a JSON schema by name. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
import type { CreateModelRequest, Model } from '@aws-sdk/client-api-gateway';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { checkModel } from '../models.ts';
import { modelShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, ConflictException, NotFoundException */
export const createModel =
  (store: ApiGatewayStore): Operation<CreateModelRequest, Model> =>
  (input, call) => {
    const { id: apiId } = store.api(call, input.restApiId ?? '');
    const model = {
      id: newId(6),
      name: input.name ?? '',
      description: input.description,
      contentType: input.contentType ?? 'application/json',
      schema: input.schema,
    };
    if (store.models.find(call, apiId, model.name)) throw errors.modelExists();
    checkModel(model);
    store.models.put(call, apiId, model);
    return modelShape(model);
  };
