/** UpdateDeployment: changes the description. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDeployment.html */
import type { Deployment, UpdateDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { readPatches, replaceField } from '../patch/read-patches.ts';
import { deploymentFields } from '../patch/small-records.ts';
import { deploymentShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, NotFoundException */
export const updateDeployment =
  (store: ApiGatewayStore): Operation<UpdateDeploymentRequest, Deployment> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const before = store.deployment(call, apiId, input.deploymentId ?? '');
    const patches = readPatches('updateDeploymentInput', input.patchOperations);
    const deployment = patches.reduce((record, patch) => replaceField(deploymentFields, record, patch), before);
    store.putDeployment(call, apiId, deployment);
    return deploymentShape(deployment);
  };
