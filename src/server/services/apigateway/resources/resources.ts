/** What CloudFormation can make in API Gateway. Called by `services/index.ts`. */
import type { ControlPlane } from '../../../store/ports.ts';
import type { ResourceProvider } from '../../ports.ts';
import { asking } from '../../resource-properties.ts';
import type { Service } from '../../service.ts';
import { createStore } from '../store.ts';
import { accountResource } from './account.ts';
import { apiKeyResource } from './api-key.ts';
import { authorizerResource } from './authorizer.ts';
import { deploymentResource } from './deployment.ts';
import { gatewayResponseResource } from './gateway-response.ts';
import { methodResource } from './method.ts';
import { modelResource } from './model.ts';
import { requestValidatorResource } from './request-validator.ts';
import { pathResource } from './resource.ts';
import { restApiResource } from './rest-api.ts';
import { stageResource } from './stage.ts';
import { createTurns } from './turns.ts';
import { usagePlanResource } from './usage-plan.ts';
import { usagePlanKeyResource } from './usage-plan-key.ts';

export function apiGatewayResources(deps: {
  readonly service: Service;
  readonly controlPlane: ControlPlane;
}): ResourceProvider[] {
  const ask = asking(deps.service);
  const store = createStore(deps.controlPlane);
  const turns = createTurns();
  return [
    restApiResource(ask, store),
    pathResource(ask),
    methodResource(ask, turns),
    modelResource(ask),
    requestValidatorResource(ask),
    authorizerResource(ask),
    gatewayResponseResource(ask),
    deploymentResource(ask, store, turns),
    stageResource(ask, store),
    apiKeyResource(ask),
    usagePlanResource(ask, store),
    usagePlanKeyResource(ask),
    accountResource(ask),
  ];
}
