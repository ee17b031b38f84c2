/** What CloudFormation can make of HTTP APIs. Called by `services/index.ts`. */
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { apiResource } from './api.ts';
import { authorizerResource } from './authorizer.ts';
import { deploymentResource } from './deployment.ts';
import { integrationResource } from './integration.ts';
import { routeResource } from './route.ts';
import { stageResource } from './stage.ts';

export function apiGatewayV2Resources(deps: { readonly service: Service }): ResourceProvider[] {
  const ask = asking(deps.service);
  return [
    apiResource(ask),
    routeResource(ask),
    authorizerResource(ask),
    integrationResource(ask),
    stageResource(ask),
    deploymentResource(ask),
  ];
}
