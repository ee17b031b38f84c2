/**
 * Turns stored records into the shapes that the operations answer with.
 */
import type * as Aws from '@aws-sdk/client-api-gateway';
import type {
  RestApi,
  RestApiKey,
  RestAuthorizer,
  RestDeployment,
  RestGatewayResponse,
  RestIntegration,
  RestIntegrationResponse,
  RestMethod,
  RestMethodResponse,
  RestModel,
  RestResource,
  RestStage,
  RestUsagePlan,
} from '../rest-api.ts';
import type { AccountSettings } from './store.ts';

type Filled<Shape extends object> = Readonly<Record<string, Shape>>;

/** AWS leaves empty maps and lists out of its answers. */
function unlessEmpty<Shape extends object>(value: Filled<Shape> | undefined): Record<string, Shape> | undefined {
  return value && Object.keys(value).length > 0 ? { ...value } : undefined;
}

/** @param withTags some answers tell of tags even where there are none. */
export function restApiShape(api: RestApi, withTags = false): Aws.RestApi {
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    version: api.version,
    createdDate: new Date(Math.floor(api.createdDate / 1000) * 1000),
    binaryMediaTypes: api.binaryMediaTypes.length > 0 ? [...api.binaryMediaTypes] : undefined,
    minimumCompressionSize: api.minimumCompressionSize,
    apiKeySource: api.apiKeySource,
    endpointConfiguration: {
      types: [...api.endpointTypes] as Aws.EndpointType[],
      ipAddressType: (api.ipAddressType ?? 'ipv4') as Aws.IpAddressType,
      vpcEndpointIds: api.vpcEndpointIds?.length ? [...api.vpcEndpointIds] : undefined,
    },
    policy: api.policy,
    tags: withTags ? { ...api.tags } : filled(api.tags),
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
    authorizerId: method.authorizerId,
    authorizationScopes: method.authorizationScopes?.length ? [...method.authorizationScopes] : undefined,
    requestValidatorId: method.requestValidatorId,
    requestParameters: filled(method.requestParameters),
    requestModels: filled(method.requestModels),
    methodResponses: unlessEmpty(mapped(method.responses, methodResponseShape)),
    methodIntegration: method.integration && integrationShape(method.integration),
  };
}

/** As `unlessEmpty`, for maps of texts and booleans. */
const filled = <Value>(map: Readonly<Record<string, Value>> | undefined): Record<string, Value> | undefined =>
  map && Object.keys(map).length > 0 ? { ...map } : undefined;

const mapped = <From, To>(map: Readonly<Record<string, From>>, shape: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, shape(value)]));

export function methodResponseShape(response: RestMethodResponse): Aws.MethodResponse {
  return {
    statusCode: response.statusCode,
    responseParameters: response.responseParameters && { ...response.responseParameters },
    responseModels: response.responseModels && { ...response.responseModels },
  };
}

export function integrationResponseShape(response: RestIntegrationResponse): Aws.IntegrationResponse {
  return {
    statusCode: response.statusCode,
    selectionPattern: response.selectionPattern,
    responseParameters: filled(response.responseParameters),
    // Unlike other maps an empty one is told, and an empty template is null, which the SDK's types do not foresee.
    responseTemplates: response.responseTemplates && (orNull(response.responseTemplates) as Record<string, string>),
    contentHandling: response.contentHandling as Aws.ContentHandlingStrategy | undefined,
  };
}

const orNull = (templates: Readonly<Record<string, string | null>>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(templates).map(([type, template]) => [type, template || null]));

export function integrationShape(integration: RestIntegration): Aws.Integration {
  return {
    type: integration.type,
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    // Only what calls addresses of its own has a connection; VPC links are refused.
    connectionType: integration.type.startsWith('HTTP') ? 'INTERNET' : undefined,
    credentials: integration.credentials,
    requestParameters: filled(integration.requestParameters),
    requestTemplates: filled(integration.requestTemplates),
    passthroughBehavior: integration.passthroughBehavior,
    contentHandling: integration.contentHandling as Aws.ContentHandlingStrategy | undefined,
    timeoutInMillis: integration.timeoutInMillis,
    cacheNamespace: integration.cacheNamespace,
    cacheKeyParameters: [...(integration.cacheKeyParameters ?? [])],
    tlsConfig:
      integration.insecureSkipVerification === undefined
        ? undefined
        : { insecureSkipVerification: integration.insecureSkipVerification },
    integrationResponses: unlessEmpty(mapped(integration.responses, integrationResponseShape)),
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
    cacheClusterEnabled: stage.cacheClusterSize !== undefined,
    cacheClusterSize: stage.cacheClusterSize as Aws.CacheClusterSize | undefined,
    cacheClusterStatus: stage.cacheClusterSize === undefined ? 'NOT_AVAILABLE' : 'AVAILABLE',
    methodSettings: { ...stage.methodSettings } as Aws.Stage['methodSettings'],
    accessLogSettings: stage.accessLog && { ...stage.accessLog },
    variables: Object.keys(stage.variables).length > 0 ? { ...stage.variables } : undefined,
    tracingEnabled: stage.tracingEnabled,
    tags: Object.keys(stage.tags).length > 0 ? { ...stage.tags } : undefined,
    createdDate: new Date(stage.createdDate),
    lastUpdatedDate: new Date(stage.lastUpdatedDate),
  };
}

export function modelShape({ id, name, description, contentType, schema }: RestModel): Aws.Model {
  return { id, name, description: description || undefined, contentType, schema };
}

export function gatewayResponseShape(response: RestGatewayResponse, isDefault: boolean): Aws.GatewayResponse {
  return {
    responseType: response.responseType as Aws.GatewayResponseType,
    statusCode: response.statusCode,
    responseParameters: { ...response.responseParameters },
    responseTemplates: { ...response.responseTemplates },
    defaultResponse: isDefault,
  };
}

export function authorizerShape(authorizer: RestAuthorizer): Aws.Authorizer {
  return { ...authorizer };
}

/** @param withValue only then is the key itself told. */
export function apiKeyShape(key: RestApiKey, withValue: boolean, withTags = false): Aws.ApiKey {
  return {
    id: key.id,
    value: withValue ? key.value : undefined,
    name: key.name,
    description: key.description,
    customerId: key.customerId,
    enabled: key.enabled,
    createdDate: new Date(Math.floor(key.createdDate / 1000) * 1000),
    lastUpdatedDate: new Date(Math.floor(key.lastUpdatedDate / 1000) * 1000),
    stageKeys: [],
    tags: withTags ? { ...key.tags } : filled(key.tags),
  };
}

export function usagePlanShape(plan: RestUsagePlan, withTags = false): Aws.UsagePlan {
  return {
    id: plan.id,
    name: plan.name,
    description: plan.description,
    apiStages: plan.apiStages.map(({ apiId, stage, throttle }) => ({ apiId, stage, throttle: throttle && { ...throttle } })),
    throttle: plan.throttle && { ...plan.throttle },
    quota: plan.quota && { offset: 0, ...plan.quota, period: plan.quota.period as Aws.QuotaPeriodType | undefined },
    productCode: plan.productCode,
    tags: withTags ? { ...plan.tags } : filled(plan.tags),
  };
}

export function usagePlanKeyShape(key: RestApiKey): Aws.UsagePlanKey {
  return { id: key.id, type: 'API_KEY', value: key.value, name: key.name };
}

export function accountShape(account: AccountSettings | undefined): Aws.Account {
  return {
    cloudwatchRoleArn: account?.cloudwatchRoleArn,
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}
