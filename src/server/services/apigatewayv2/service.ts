/**
 * API Gateway, HTTP APIs (v2): routes that call Lambda functions, served by execute-api/http/. WebSocket APIs are not built.
 *
 * Who calls it: `services/index.ts`. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html
 */
import type { Config } from '../../config.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { Service } from '../service.ts';
import { createApi } from './operations/create-api.ts';
import { createAuthorizer } from './operations/create-authorizer.ts';
import { createDeployment } from './operations/create-deployment.ts';
import { createIntegration } from './operations/create-integration.ts';
import { createRoute } from './operations/create-route.ts';
import { createStage } from './operations/create-stage.ts';
import { deleteApi } from './operations/delete-api.ts';
import { deleteAuthorizer } from './operations/delete-authorizer.ts';
import { deleteCorsConfiguration } from './operations/delete-cors-configuration.ts';
import { deleteDeployment } from './operations/delete-deployment.ts';
import { deleteIntegration } from './operations/delete-integration.ts';
import { deleteRoute } from './operations/delete-route.ts';
import { deleteStage } from './operations/delete-stage.ts';
import { getApi } from './operations/get-api.ts';
import { getApis } from './operations/get-apis.ts';
import { getAuthorizer } from './operations/get-authorizer.ts';
import { getAuthorizers } from './operations/get-authorizers.ts';
import { getDeployment } from './operations/get-deployment.ts';
import { getDeployments } from './operations/get-deployments.ts';
import { getIntegration } from './operations/get-integration.ts';
import { getIntegrations } from './operations/get-integrations.ts';
import { getRoute } from './operations/get-route.ts';
import { getRoutes } from './operations/get-routes.ts';
import { getStage } from './operations/get-stage.ts';
import { getStages } from './operations/get-stages.ts';
import { getTags } from './operations/get-tags.ts';
import { importApi } from './operations/import-api.ts';
import { reimportApi } from './operations/reimport-api.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateApi } from './operations/update-api.ts';
import { updateAuthorizer } from './operations/update-authorizer.ts';
import { updateDeployment } from './operations/update-deployment.ts';
import { updateIntegration } from './operations/update-integration.ts';
import { updateRoute } from './operations/update-route.ts';
import { updateStage } from './operations/update-stage.ts';
import { createStore } from './store.ts';

export function createApiGatewayV2(deps: { readonly controlPlane: ControlPlane; readonly config: Config }): {
  readonly service: Service;
} {
  const store = createStore(deps.controlPlane);
  return {
    service: {
      id: 'apigatewayv2',
      operations: {
        CreateApi: createApi(store),
        CreateAuthorizer: createAuthorizer(store),
        CreateDeployment: createDeployment(store),
        CreateIntegration: createIntegration(store),
        CreateRoute: createRoute(store),
        CreateStage: createStage(store),
        DeleteApi: deleteApi(store),
        DeleteAuthorizer: deleteAuthorizer(store),
        DeleteCorsConfiguration: deleteCorsConfiguration(store),
        DeleteDeployment: deleteDeployment(store),
        DeleteIntegration: deleteIntegration(store),
        DeleteRoute: deleteRoute(store),
        DeleteStage: deleteStage(store),
        GetApi: getApi(store),
        GetApis: getApis(store),
        GetAuthorizer: getAuthorizer(store),
        GetAuthorizers: getAuthorizers(store),
        GetDeployment: getDeployment(store),
        GetDeployments: getDeployments(store),
        GetIntegration: getIntegration(store),
        GetIntegrations: getIntegrations(store),
        GetRoute: getRoute(store),
        GetRoutes: getRoutes(store),
        GetStage: getStage(store),
        GetStages: getStages(store),
        GetTags: getTags(store),
        ImportApi: importApi(store),
        ReimportApi: reimportApi(store),
        TagResource: tagResource(store),
        UntagResource: untagResource(store),
        UpdateApi: updateApi(store),
        UpdateAuthorizer: updateAuthorizer(store),
        UpdateDeployment: updateDeployment(store),
        UpdateIntegration: updateIntegration(store),
        UpdateRoute: updateRoute(store),
        UpdateStage: updateStage(store),
      },
    },
  };
}
