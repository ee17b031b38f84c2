/** DeleteDeployment. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDeployment.html */
import type { DeleteDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException while a stage serves it. */
export const deleteDeployment =
  (store: ApiGatewayStore): Operation<DeleteDeploymentRequest, object> =>
  (input, call) => {
    const apiId = input.restApiId ?? '';
    const { id } = store.deployment(call, apiId, input.deploymentId ?? '');
    if (store.stages(call, apiId).some((stage) => stage.deploymentId === id)) throw errors.deploymentInUse();
    store.deleteDeployment(call, apiId, id);
    return {};
  };
