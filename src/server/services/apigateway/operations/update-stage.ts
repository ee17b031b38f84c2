/** UpdateStage, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
import type { Stage, UpdateStageRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { readPatches } from '../patch/read-patches.ts';
import { patchStage } from '../patch/stage.ts';
import { stageShape } from '../shapes.ts';

import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException for a path or value that cannot be patched; then nothing is changed. */
export const updateStage =
  (store: ApiGatewayStore): Operation<UpdateStageRequest, Stage> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const before = store.stage(call, apiId, input.stageName ?? '');
    const stage = readPatches('updateStageInput', input.patchOperations).reduce(patchStage, before);
    if (!store.findDeployment(call, apiId, stage.deploymentId)) throw errors.deploymentMissing();
    const updated = { ...stage, lastUpdatedDate: Math.floor(Date.now() / 1000) * 1000 };
    store.putStage(call, apiId, updated);
    return stageShape(updated);
  };
