/**
 * API Gateway, REST APIs (v1): APIs resource by resource or from OpenAPI documents, deployments, stages, keys and usage plans.
 * Requests to what is deployed here are served by execute-api/.
 *
 * Who calls it: `services/index.ts`. https://docs.aws.amazon.com/apigateway/latest/api/Welcome.html
 */
import type { Config } from '../../config.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { MethodTester } from '../ports.ts';
import type { Service } from '../service.ts';
import { createApiKey } from './operations/create-api-key.ts';
import { createAuthorizer } from './operations/create-authorizer.ts';
import { createDeployment } from './operations/create-deployment.ts';
import { createModel } from './operations/create-model.ts';
import { createRequestValidator } from './operations/create-request-validator.ts';
import { createResource } from './operations/create-resource.ts';
import { createRestApi } from './operations/create-rest-api.ts';
import { createStage } from './operations/create-stage.ts';
import { createUsagePlan } from './operations/create-usage-plan.ts';
import { createUsagePlanKey } from './operations/create-usage-plan-key.ts';
import { deleteApiKey } from './operations/delete-api-key.ts';
import { deleteAuthorizer } from './operations/delete-authorizer.ts';
import { deleteDeployment } from './operations/delete-deployment.ts';
import { deleteGatewayResponse } from './operations/delete-gateway-response.ts';
import { deleteIntegration } from './operations/delete-integration.ts';
import { deleteIntegrationResponse } from './operations/delete-integration-response.ts';
import { deleteMethod } from './operations/delete-method.ts';
import { deleteMethodResponse } from './operations/delete-method-response.ts';
import { deleteModel } from './operations/delete-model.ts';
import { deleteRequestValidator } from './operations/delete-request-validator.ts';
import { deleteResource } from './operations/delete-resource.ts';
import { deleteRestApi } from './operations/delete-rest-api.ts';
import { deleteStage } from './operations/delete-stage.ts';
import { deleteUsagePlan } from './operations/delete-usage-plan.ts';
import { deleteUsagePlanKey } from './operations/delete-usage-plan-key.ts';
import { getAccount } from './operations/get-account.ts';
import { getApiKey } from './operations/get-api-key.ts';
import { getApiKeys } from './operations/get-api-keys.ts';
import { getAuthorizer } from './operations/get-authorizer.ts';
import { getAuthorizers } from './operations/get-authorizers.ts';
import { getDeployment } from './operations/get-deployment.ts';
import { getDeployments } from './operations/get-deployments.ts';
import { getExport } from './operations/get-export.ts';
import { getGatewayResponse } from './operations/get-gateway-response.ts';
import { getGatewayResponses } from './operations/get-gateway-responses.ts';
import { getIntegration } from './operations/get-integration.ts';
import { getIntegrationResponse } from './operations/get-integration-response.ts';
import { getMethod } from './operations/get-method.ts';
import { getMethodResponse } from './operations/get-method-response.ts';
import { getModel } from './operations/get-model.ts';
import { getModels } from './operations/get-models.ts';
import { getRequestValidator } from './operations/get-request-validator.ts';
import { getRequestValidators } from './operations/get-request-validators.ts';
import { getResource } from './operations/get-resource.ts';
import { getResources } from './operations/get-resources.ts';
import { getRestApi } from './operations/get-rest-api.ts';
import { getRestApis } from './operations/get-rest-apis.ts';
import { getStage } from './operations/get-stage.ts';
import { getStages } from './operations/get-stages.ts';
import { getTags } from './operations/get-tags.ts';
import { getUsagePlan } from './operations/get-usage-plan.ts';
import { getUsagePlanKey } from './operations/get-usage-plan-key.ts';
import { getUsagePlanKeys } from './operations/get-usage-plan-keys.ts';
import { getUsagePlans } from './operations/get-usage-plans.ts';
import { importRestApi } from './operations/import-rest-api.ts';
import { putGatewayResponse } from './operations/put-gateway-response.ts';
import { putIntegration } from './operations/put-integration.ts';
import { putIntegrationResponse } from './operations/put-integration-response.ts';
import { putMethod } from './operations/put-method.ts';
import { putMethodResponse } from './operations/put-method-response.ts';
import { putRestApi } from './operations/put-rest-api.ts';
import { tagResource } from './operations/tag-resource.ts';
import { testInvokeMethod } from './operations/test-invoke-method.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateAccount } from './operations/update-account.ts';
import { updateApiKey } from './operations/update-api-key.ts';
import { updateAuthorizer } from './operations/update-authorizer.ts';
import { updateDeployment } from './operations/update-deployment.ts';
import { updateGatewayResponse } from './operations/update-gateway-response.ts';
import { updateIntegration } from './operations/update-integration.ts';
import { updateIntegrationResponse } from './operations/update-integration-response.ts';
import { updateMethod } from './operations/update-method.ts';
import { updateMethodResponse } from './operations/update-method-response.ts';
import { updateModel } from './operations/update-model.ts';
import { updateRequestValidator } from './operations/update-request-validator.ts';
import { updateResource } from './operations/update-resource.ts';
import { updateRestApi } from './operations/update-rest-api.ts';
import { updateStage } from './operations/update-stage.ts';
import { updateUsagePlan } from './operations/update-usage-plan.ts';
import { createStore } from './store.ts';

export function createApiGateway(deps: {
  readonly controlPlane: ControlPlane;
  readonly config: Config;
  readonly testMethod: MethodTester;
}): {
  readonly service: Service;
} {
  const store = createStore(deps.controlPlane);
  return {
    service: {
      id: 'apigateway',
      operations: {
        CreateApiKey: createApiKey(store),
        CreateAuthorizer: createAuthorizer(store),
        CreateDeployment: createDeployment(store),
        CreateModel: createModel(store),
        CreateRequestValidator: createRequestValidator(store),
        CreateResource: createResource(store),
        CreateRestApi: createRestApi(store),
        CreateStage: createStage(store),
        CreateUsagePlan: createUsagePlan(store),
        CreateUsagePlanKey: createUsagePlanKey(store),
        DeleteApiKey: deleteApiKey(store),
        DeleteAuthorizer: deleteAuthorizer(store),
        DeleteDeployment: deleteDeployment(store),
        DeleteGatewayResponse: deleteGatewayResponse(store),
        DeleteIntegration: deleteIntegration(store),
        DeleteIntegrationResponse: deleteIntegrationResponse(store),
        DeleteMethod: deleteMethod(store),
        DeleteMethodResponse: deleteMethodResponse(store),
        DeleteModel: deleteModel(store),
        DeleteRequestValidator: deleteRequestValidator(store),
        DeleteResource: deleteResource(store),
        DeleteRestApi: deleteRestApi(store),
        DeleteStage: deleteStage(store),
        DeleteUsagePlan: deleteUsagePlan(store),
        DeleteUsagePlanKey: deleteUsagePlanKey(store),
        GetAccount: getAccount(store),
        GetApiKey: getApiKey(store),
        GetApiKeys: getApiKeys(store),
        GetAuthorizer: getAuthorizer(store),
        GetAuthorizers: getAuthorizers(store),
        GetDeployment: getDeployment(store),
        GetDeployments: getDeployments(store),
        GetExport: getExport(store),
        GetGatewayResponse: getGatewayResponse(store),
        GetGatewayResponses: getGatewayResponses(store),
        GetIntegration: getIntegration(store),
        GetIntegrationResponse: getIntegrationResponse(store),
        GetMethod: getMethod(store),
        GetMethodResponse: getMethodResponse(store),
        GetModel: getModel(store),
        GetModels: getModels(store),
        GetRequestValidator: getRequestValidator(store),
        GetRequestValidators: getRequestValidators(store),
        GetResource: getResource(store),
        GetResources: getResources(store),
        GetRestApi: getRestApi(store),
        GetRestApis: getRestApis(store),
        GetStage: getStage(store),
        GetStages: getStages(store),
        GetTags: getTags(store),
        GetUsagePlan: getUsagePlan(store),
        GetUsagePlanKey: getUsagePlanKey(store),
        GetUsagePlanKeys: getUsagePlanKeys(store),
        GetUsagePlans: getUsagePlans(store),
        ImportRestApi: importRestApi(store),
        PutGatewayResponse: putGatewayResponse(store),
        PutIntegration: putIntegration(store),
        PutIntegrationResponse: putIntegrationResponse(store),
        PutMethod: putMethod(store),
        PutMethodResponse: putMethodResponse(store),
        PutRestApi: putRestApi(store),
        TagResource: tagResource(store),
        TestInvokeMethod: testInvokeMethod(store, deps.testMethod),
        UntagResource: untagResource(store),
        UpdateAccount: updateAccount(store),
        UpdateApiKey: updateApiKey(store),
        UpdateAuthorizer: updateAuthorizer(store),
        UpdateDeployment: updateDeployment(store),
        UpdateGatewayResponse: updateGatewayResponse(store),
        UpdateIntegration: updateIntegration(store),
        UpdateIntegrationResponse: updateIntegrationResponse(store),
        UpdateMethod: updateMethod(store),
        UpdateMethodResponse: updateMethodResponse(store),
        UpdateModel: updateModel(store),
        UpdateRequestValidator: updateRequestValidator(store),
        UpdateResource: updateResource(store),
        UpdateRestApi: updateRestApi(store),
        UpdateStage: updateStage(store),
        UpdateUsagePlan: updateUsagePlan(store),
      },
    },
  };
}
