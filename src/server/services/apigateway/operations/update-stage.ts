/** UpdateStage, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html */
import type { Stage, UpdateStageRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { stageShape } from '../shapes.ts';
import { patchStage } from '../stage.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException for a path or value that cannot be patched; then nothing is changed. */
export const updateStage =
  (store: ApiGatewayStore): Operation<UpdateStageRequest, Stage> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    let stage = store.stage(call, apiId, input.stageName ?? '');
    for (const patch of input.patchOperations ?? []) stage = patchStage(stage, patch);
    store.deployment(call, apiId, stage.deploymentId);
    const updated = { ...stage, lastUpdatedDate: Math.floor(Date.now() / 1000) * 1000 };
    store.putStage(call, apiId, updated);
    return stageShape(updated);
  };
