/** GetDeployment: one of them. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html */
import type { GetDeploymentRequest, GetDeploymentResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { deploymentShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getDeployment =
  (store: HttpApis): Operation<GetDeploymentRequest, GetDeploymentResponse> =>
  (input, call) =>
    deploymentShape(store.deployments.get(call, input.ApiId ?? '', input.DeploymentId ?? ''));
