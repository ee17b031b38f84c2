/**
 * Turns stored records into the shapes that the operations answer with.
 */
import type * as Aws from '@aws-sdk/client-api-gateway';
import type { RestApi, RestDeployment, RestIntegration, RestMethod, RestResource, RestStage } from '../rest-api.ts';

type Filled<Shape extends object> = Readonly<Record<string, Shape>>;

/** AWS leaves empty maps and lists out of its answers. */
function unlessEmpty<Shape extends object>(value: Filled<Shape> | undefined): Record<string, Shape> | undefined {
  return value && Object.keys(value).length > 0 ? { ...value } : undefined;
}

export function restApiShape(api: RestApi): Aws.RestApi {
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    version: api.version,
    createdDate: new Date(api.createdDate),
    binaryMediaTypes: api.binaryMediaTypes.length > 0 ? [...api.binaryMediaTypes] : undefined,
    minimumCompressionSize: api.minimumCompressionSize,
    apiKeySource: api.apiKeySource,
    endpointConfiguration: { types: [...api.endpointTypes] as Aws.EndpointType[], ipAddressType: 'ipv4' },
    policy: api.policy,
    tags: { ...api.tags },
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    rootResourceId: api.rootResourceId,
  };
}

/** @param embed whether methods are spelt out (`embed=methods`) or only named. */
export function resourceShape(resource: RestResource, embed: boolean): Aws.Resource {
  const methods = Object.values(resource.methods);
  return {
    id: resource.id,
    parentId: resource.parentId,
    pathPart: resource.pathPart,
    path: resource.path,
    resourceMethods:
      methods.length > 0
        ? Object.fromEntries(methods.map((method) => [method.httpMethod, embed ? methodShape(method) : {}]))
        : undefined,
  };
}

export function methodShape(method: RestMethod): Aws.Method {
  return {
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType,
    apiKeyRequired: method.apiKeyRequired,
    operationName: method.operationName,
    requestParameters: method.requestParameters && { ...method.requestParameters },
    requestModels: method.requestModels && { ...method.requestModels },
    methodResponses: unlessEmpty(method.responses) as Aws.Method['methodResponses'],
    methodIntegration: method.integration && integrationShape(method.integration),
  };
}

export function integrationShape(integration: RestIntegration): Aws.Integration {
  return {
    type: integration.type,
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    credentials: integration.credentials,
    requestTemplates: integration.requestTemplates && { ...integration.requestTemplates },
    passthroughBehavior: integration.passthroughBehavior,
    contentHandling: integration.contentHandling as Aws.ContentHandlingStrategy | undefined,
    timeoutInMillis: integration.timeoutInMillis,
    cacheNamespace: integration.cacheNamespace,
    cacheKeyParameters: [],
    integrationResponses: unlessEmpty(integration.responses) as Aws.Integration['integrationResponses'],
  };
}

/** @param embed whether the summary of the API's methods is wanted (`embed=apisummary`). */
export function deploymentShape(deployment: RestDeployment, embed = false): Aws.Deployment {
  const shape: Aws.Deployment = {
    id: deployment.id,
    description: deployment.description,
    createdDate: new Date(deployment.createdDate),
  };
  if (!embed) return shape;
  shape.apiSummary = {};
  for (const resource of deployment.resources) {
    const methods = Object.values(resource.methods);
    if (methods.length === 0) continue;
    shape.apiSummary[resource.path] = Object.fromEntries(
      methods.map((method) => [
        method.httpMethod,
        { authorizationType: method.authorizationType, apiKeyRequired: method.apiKeyRequired },
      ]),
    );
  }
  return shape;
}

export function stageShape(stage: RestStage): Aws.Stage {
  return {
    deploymentId: stage.deploymentId,
    stageName: stage.stageName,
    description: stage.description,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    variables: Object.keys(stage.variables).length > 0 ? { ...stage.variables } : undefined,
    tracingEnabled: stage.tracingEnabled,
    tags: Object.keys(stage.tags).length > 0 ? { ...stage.tags } : undefined,
    createdDate: new Date(stage.createdDate),
    lastUpdatedDate: new Date(stage.lastUpdatedDate),
  };
}
