/** CreateDeployment: freezes the API as it is. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html */
import type { CreateDeploymentRequest, Deployment } from '@aws-sdk/client-api-gateway';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { deploymentShape } from '../shapes.ts';
import { checkCacheSize, checkStageName, checkVariables } from '../stage.ts';
import type { ApiGatewayStore } from '../store.ts';

/**
 * With `stageName` the stage is made, or moved to the new deployment.
 * @throws BadRequestException for an API without methods, or with a method that calls nothing.
 */
export const createDeployment =
  (store: ApiGatewayStore): Operation<CreateDeploymentRequest, Deployment> =>
  (input, call) => {
    const api = store.api(call, input.restApiId ?? '');
    const resources = store.resources(call, api.id);
    const methods = resources.flatMap((resource) => Object.values(resource.methods));
    if (methods.length === 0) throw errors.deployNothing();
    if (methods.some((method) => !method.integration)) throw errors.deployWithoutIntegration();
    if (input.cacheClusterSize) checkCacheSize(input.cacheClusterSize);
    if (input.canarySettings) throw errors.notBuilt('canarySettings');
    if (input.stageName) checkStageName(input.stageName);
    checkVariables(input.variables ?? {});
    const now = Math.floor(Date.now() / 1000) * 1000;
    const deployment = {
      id: newId(6),
      description: input.description,
      createdDate: now,
      apiName: api.name,
      binaryMediaTypes: api.binaryMediaTypes,
      resources,
      models: store.models.list(call, api.id),
      requestValidators: store.requestValidators.list(call, api.id),
      authorizers: store.authorizers.list(call, api.id),
      gatewayResponses: store.gatewayResponses.list(call, api.id),
    };
    store.transaction(() => {
      store.putDeployment(call, api.id, deployment);
      if (!input.stageName) return;
      const old = store.findStage(call, api.id, input.stageName);
      store.putStage(call, api.id, {
        ...old,
        stageName: input.stageName,
        deploymentId: deployment.id,
        description: input.stageDescription ?? old?.description,
        variables: input.variables ?? old?.variables ?? {},
        tracingEnabled: input.tracingEnabled ?? old?.tracingEnabled ?? false,
        cacheClusterSize: input.cacheClusterEnabled ? (input.cacheClusterSize ?? '0.5') : old?.cacheClusterSize,
        tags: old?.tags ?? {},
        createdDate: old?.createdDate ?? now,
        lastUpdatedDate: now,
      });
    });
    return deploymentShape(deployment);
  };
