/**
 * UpdateDeployment: changes its description; what it serves never changes.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
 */
import type { UpdateDeploymentRequest, UpdateDeploymentResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { deploymentShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const updateDeployment =
  (store: HttpApis): Operation<UpdateDeploymentRequest, UpdateDeploymentResponse> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const deployment = store.deployments.get(call, apiId, input.DeploymentId ?? '');
    const updated = { ...deployment, description: input.Description ?? deployment.description };
    store.deployments.put(call, apiId, updated);
    return deploymentShape(updated);
  };
