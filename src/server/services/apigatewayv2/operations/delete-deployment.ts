/**
 * DeleteDeployment: when no stage serves it.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
 */
import type { DeleteDeploymentRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { HttpApis } from '../store.ts';

/** @throws BadRequestException while a stage serves it. */
export const deleteDeployment =
  (store: HttpApis): Operation<DeleteDeploymentRequest, object> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const { id } = store.deployments.get(call, apiId, input.DeploymentId ?? '');
    if (store.stages.list(call, apiId).some((stage) => stage.deploymentId === id)) throw errors.deploymentInUse();
    store.deployments.delete(call, apiId, id);
    return {};
  };
