/** GetDeployment. https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html */
import type { Deployment, GetDeploymentRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { deploymentShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getDeployment =
  (store: ApiGatewayStore): Operation<GetDeploymentRequest, Deployment> =>
  (input, call) =>
    deploymentShape(
      store.deployment(call, input.restApiId ?? '', input.deploymentId ?? ''),
      input.embed?.includes('apisummary') ?? false,
    );
