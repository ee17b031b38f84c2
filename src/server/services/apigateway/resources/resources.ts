/** What CloudFormation can make in API Gateway. Called by `main.ts`. */
import type { ControlPlane } from '../../../store/ports.ts';
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { createStore } from '../store.ts';
import { accountResource } from './account.ts';
import { deploymentResource } from './deployment.ts';
import { methodResource } from './method.ts';
import { pathResource } from './resource.ts';
import { restApiResource } from './rest-api.ts';
import { stageResource } from './stage.ts';

export function apiGatewayResources(deps: {
  readonly service: Service;
  readonly controlPlane: ControlPlane;
}): ResourceProvider[] {
  const ask = asking(deps.service);
  const store = createStore(deps.controlPlane);
  return [
    restApiResource(ask, store),
    pathResource(ask),
    methodResource(ask),
    deploymentResource(ask, store),
    stageResource(ask, store),
    accountResource,
  ];
}
