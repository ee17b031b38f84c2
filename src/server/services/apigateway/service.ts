/**
 * API Gateway, REST APIs (v1): enough to build and deploy an API whose methods call Lambda functions or answer by themselves.
 * Requests to what is deployed here are served by execute-api/.
 *
 * Who calls it: `main.ts`. https://docs.aws.amazon.com/apigateway/latest/api/Welcome.html
 */
import type { Config } from '../../config.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { Service } from '../service.ts';
import { createDeployment } from './operations/create-deployment.ts';
import { createResource } from './operations/create-resource.ts';
import { createRestApi } from './operations/create-rest-api.ts';
import { createStage } from './operations/create-stage.ts';
import { deleteDeployment } from './operations/delete-deployment.ts';
import { deleteIntegration } from './operations/delete-integration.ts';
import { deleteMethod } from './operations/delete-method.ts';
import { deleteResource } from './operations/delete-resource.ts';
import { deleteRestApi } from './operations/delete-rest-api.ts';
import { deleteStage } from './operations/delete-stage.ts';
import { getDeployment } from './operations/get-deployment.ts';
import { getDeployments } from './operations/get-deployments.ts';
import { getIntegration } from './operations/get-integration.ts';
import { getMethod } from './operations/get-method.ts';
import { getResource } from './operations/get-resource.ts';
import { getResources } from './operations/get-resources.ts';
import { getRestApi } from './operations/get-rest-api.ts';
import { getRestApis } from './operations/get-rest-apis.ts';
import { getStage } from './operations/get-stage.ts';
import { getStages } from './operations/get-stages.ts';
import { putIntegration } from './operations/put-integration.ts';
import { putIntegrationResponse } from './operations/put-integration-response.ts';
import { putMethod } from './operations/put-method.ts';
import { putMethodResponse } from './operations/put-method-response.ts';
import { updateStage } from './operations/update-stage.ts';
import { createStore } from './store.ts';

export function createApiGateway(deps: { readonly controlPlane: ControlPlane; readonly config: Config }): {
  readonly service: Service;
} {
  const store = createStore(deps.controlPlane);
  return {
    service: {
      id: 'apigateway',
      operations: {
        CreateDeployment: createDeployment(store),
        CreateResource: createResource(store),
        CreateRestApi: createRestApi(store),
        CreateStage: createStage(store),
        DeleteDeployment: deleteDeployment(store),
        DeleteIntegration: deleteIntegration(store),
        DeleteMethod: deleteMethod(store),
        DeleteResource: deleteResource(store),
        DeleteRestApi: deleteRestApi(store),
        DeleteStage: deleteStage(store),
        GetDeployment: getDeployment(store),
        GetDeployments: getDeployments(store),
        GetIntegration: getIntegration(store),
        GetMethod: getMethod(store),
        GetResource: getResource(store),
        GetResources: getResources(store),
        GetRestApi: getRestApi(store),
        GetRestApis: getRestApis(store),
        GetStage: getStage(store),
        GetStages: getStages(store),
        PutIntegration: putIntegration(store),
        PutIntegrationResponse: putIntegrationResponse(store),
        PutMethod: putMethod(store),
        PutMethodResponse: putMethodResponse(store),
        UpdateStage: updateStage(store),
      },
    },
  };
}
