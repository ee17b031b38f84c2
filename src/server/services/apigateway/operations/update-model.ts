/** UpdateModel, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html */
import type { Model, UpdateModelRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { checkModel } from '../models.ts';
import { readPatches, replaceField } from '../patch/read-patches.ts';
import { modelFields } from '../patch/small-records.ts';
import { modelShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateModel =
  (store: ApiGatewayStore): Operation<UpdateModelRequest, Model> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const before = store.models.get(call, apiId, input.modelName ?? '');
    const patches = readPatches('updateModelInput', input.patchOperations);
    const model = patches.reduce((record, patch) => replaceField(modelFields, record, patch), before);
    checkModel(model);
    store.models.put(call, apiId, model);
    return modelShape(model);
  };
