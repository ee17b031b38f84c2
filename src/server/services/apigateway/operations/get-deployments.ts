/** GetDeployments, newest first. https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
import type { Deployments, GetDeploymentsRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { deploymentShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getDeployments =
  (store: ApiGatewayStore): Operation<GetDeploymentsRequest, Deployments> =>
  (input, call) => {
    const page = pageOf(store.deployments(call, input.restApiId ?? ''), input.position, input.limit);
    return { items: page.items.map((deployment) => deploymentShape(deployment)), position: page.position };
  };
