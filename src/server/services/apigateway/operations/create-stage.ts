/** CreateStage: a name under which a deployment is served. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
import type { CreateStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { stageShape } from '../shapes.ts';
import { checkCacheSize, checkDocumentationVersion, checkStageName, checkVariables } from '../stage.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws NotFoundException for the deployment, ConflictException when the stage is there, BadRequestException. */
export const createStage =
  (store: ApiGatewayStore): Operation<CreateStageRequest, Stage> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const stageName = input.stageName ?? '';
    const { id: deploymentId } = store.deployment(call, apiId, input.deploymentId ?? '');
    checkStageName(stageName);
    checkVariables(input.variables ?? {});
    if (input.cacheClusterSize) checkCacheSize(input.cacheClusterSize);
    checkDocumentationVersion(input.documentationVersion);
    if (input.canarySettings) throw errors.notBuilt('canarySettings');
    if (store.findStage(call, apiId, stageName)) throw errors.stageExists();
    const now = Math.floor(Date.now() / 1000) * 1000;
    const stage = {
      stageName,
      deploymentId,
      description: input.description,
      variables: input.variables ?? {},
      tracingEnabled: input.tracingEnabled ?? false,
      cacheClusterSize: input.cacheClusterEnabled ? (input.cacheClusterSize ?? '0.5') : undefined,
      tags: input.tags ?? {},
      createdDate: now,
      lastUpdatedDate: now,
    };
    store.putStage(call, apiId, stage);
    return stageShape(stage);
  };
