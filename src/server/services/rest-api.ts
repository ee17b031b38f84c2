/**
 * What is stored of a REST API (API Gateway v1). Written by the control plane (apigateway/), read by the data plane (execute-api/):
 * like `lambda/function.ts`, the one thing that two services share besides the ports. Field names are AWS's.
 */
import type { Collection, ControlPlane, Scope } from '../store/ports.ts';

export interface RestApi {
  /** Ten of a-z and 0-9, unique on this machine: a request to the API names nothing else. */
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly version?: string | undefined;
  /** Epoch milliseconds. */
  readonly createdDate: number;
  /** Media types whose bodies are passed as base64. */
  readonly binaryMediaTypes: readonly string[];
  readonly endpointTypes: readonly string[];
  readonly ipAddressType?: string | undefined;
  readonly vpcEndpointIds?: readonly string[] | undefined;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly minimumCompressionSize?: number | undefined;
  readonly policy?: string | undefined;
  readonly disableExecuteApiEndpoint: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly rootResourceId: string;
}

export interface RestResource {
  readonly id: string;
  readonly parentId?: string | undefined;
  /** `hello`, `{id}` or `{proxy+}`; the root has none. */
  readonly pathPart?: string | undefined;
  /** `/`, `/hello/{id}`. */
  readonly path: string;
  /** By HTTP method, or `ANY`. */
  readonly methods: Readonly<Record<string, RestMethod>>;
}

export interface RestMethod {
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId?: string | undefined;
  readonly authorizationScopes?: readonly string[] | undefined;
  readonly apiKeyRequired: boolean;
  readonly requestValidatorId?: string | undefined;
  readonly operationName?: string | undefined;
  readonly requestParameters?: Readonly<Record<string, boolean>> | undefined;
  readonly requestModels?: Readonly<Record<string, string>> | undefined;
  /** By status code. */
  readonly responses: Readonly<Record<string, RestMethodResponse>>;
  readonly integration?: RestIntegration | undefined;
}

export interface RestMethodResponse {
  readonly statusCode: string;
  readonly responseParameters?: Readonly<Record<string, boolean>> | undefined;
  readonly responseModels?: Readonly<Record<string, string>> | undefined;
}

export interface RestIntegration {
  readonly type: 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';
  /** What API Gateway calls the back end with; Lambda takes nothing but POST. */
  readonly httpMethod?: string | undefined;
  /** `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION_ARN/invocations`, or a URL. */
  readonly uri?: string | undefined;
  /** ARN of the role that API Gateway calls the function with, instead of the function's own policy. */
  readonly credentials?: string | undefined;
  readonly passthroughBehavior: string;
  readonly contentHandling?: string | undefined;
  /** By `integration.request.header.NAME`. */
  readonly requestParameters?: Readonly<Record<string, string>> | undefined;
  /** By content type. */
  readonly requestTemplates?: Readonly<Record<string, string>> | undefined;
  readonly cacheKeyParameters?: readonly string[] | undefined;
  /** Certificates of the back end are not checked. */
  readonly insecureSkipVerification?: boolean | undefined;
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  /** By status code. */
  readonly responses: Readonly<Record<string, RestIntegrationResponse>>;
}

export interface RestIntegrationResponse {
  readonly statusCode: string;
  readonly selectionPattern?: string | undefined;
  readonly responseParameters?: Readonly<Record<string, string>> | undefined;
  readonly responseTemplates?: Readonly<Record<string, string>> | undefined;
  readonly contentHandling?: string | undefined;
}

export interface RestModel {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly contentType: string;
  /** JSON schema, draft 4; absent for a model that says nothing. */
  readonly schema?: string | undefined;
}

export interface RestRequestValidator {
  readonly id: string;
  readonly name: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}

/** A function that lets requests in. */
export interface RestAuthorizer {
  readonly id: string;
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST';
  readonly authType?: string | undefined;
  /** `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION_ARN/invocations`. */
  readonly authorizerUri: string;
  readonly authorizerCredentials?: string | undefined;
  /** `method.request.header.Authorization`, several of them with commas. */
  readonly identitySource?: string | undefined;
  /** A pattern for the whole token; others are refused without asking. */
  readonly identityValidationExpression?: string | undefined;
  /** 300 where an imported document names none. */
  readonly authorizerResultTtlInSeconds?: number | undefined;
}

/** What API Gateway answers by itself, as the API wants it. */
export interface RestGatewayResponse {
  readonly responseType: string;
  readonly statusCode?: string | undefined;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** What a stage serves: the API as it was when the deployment was made. */
export interface RestDeployment {
  readonly id: string;
  readonly description?: string | undefined;
  /** Epoch milliseconds. */
  readonly createdDate: number;
  readonly apiName: string;
  readonly binaryMediaTypes: readonly string[];
  readonly resources: readonly RestResource[];
  readonly models?: readonly RestModel[] | undefined;
  readonly requestValidators?: readonly RestRequestValidator[] | undefined;
  readonly authorizers?: readonly RestAuthorizer[] | undefined;
  readonly gatewayResponses?: readonly RestGatewayResponse[] | undefined;
}

// Metrics are always emitted, and nothing is throttled or cached, whatever the settings say.
export interface RestMethodSetting {
  readonly metricsEnabled: boolean;
  readonly loggingLevel?: string | undefined;
  readonly dataTraceEnabled: boolean;
  readonly throttlingBurstLimit: number;
  readonly throttlingRateLimit: number;
  readonly cachingEnabled: boolean;
  readonly cacheTtlInSeconds: number;
  readonly cacheDataEncrypted: boolean;
  readonly requireAuthorizationForCacheControl: boolean;
  readonly unauthorizedCacheControlHeaderStrategy: string;
}

export interface RestAccessLog {
  /** ARN of a log group. */
  readonly destinationArn?: string | undefined;
  readonly format?: string | undefined;
}

export interface RestStage {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly tracingEnabled: boolean;
  readonly methodSettings?: Readonly<Record<string, RestMethodSetting>> | undefined;
  readonly accessLog?: RestAccessLog | undefined;
  /** Gigabytes of the cache that is asked for; every request misses it. */
  readonly cacheClusterSize?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
}

/** Whose API an id is: what a request to execute-api is looked up by. */
export interface RestApiOwner {
  readonly account: string;
  readonly region: string;
}

/** By the key's id. */
export interface RestApiKey {
  readonly id: string;
  /** What clients send as `x-api-key`. */
  readonly value: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly customerId?: string | undefined;
  readonly enabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
}

export interface RestThrottle {
  readonly burstLimit?: number | undefined;
  readonly rateLimit?: number | undefined;
}

export interface RestQuota {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly period?: string | undefined;
}

export interface RestUsagePlan {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly apiStages: readonly {
    readonly apiId: string;
    readonly stage: string;
    readonly throttle?: Readonly<Record<string, RestThrottle>> | undefined;
  }[];
  readonly throttle?: RestThrottle | undefined;
  readonly quota?: RestQuota | undefined;
  readonly productCode?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Ids of keys. */
  readonly keyIds: readonly string[];
}

export interface RestApiStore {
  readonly apis: Collection<RestApi>;
  /** By `API/RESOURCE`. */
  readonly resources: Collection<RestResource>;
  /** By `API/DEPLOYMENT`. */
  readonly deployments: Collection<RestDeployment>;
  /** By `API/STAGE`. */
  readonly stages: Collection<RestStage>;
  /** By `API/NAME`. */
  readonly models: Collection<RestModel>;
  /** By `API/VALIDATOR`. */
  readonly requestValidators: Collection<RestRequestValidator>;
  /** By `API/AUTHORIZER`. */
  readonly authorizers: Collection<RestAuthorizer>;
  /** By `API/TYPE`; only those that the API sets itself. */
  readonly gatewayResponses: Collection<RestGatewayResponse>;
  readonly apiKeys: Collection<RestApiKey>;
  readonly usagePlans: Collection<RestUsagePlan>;
  /** By API id, in `ownerScope`. */
  readonly owners: Collection<RestApiOwner>;
}

/** API ids are unique over all accounts and regions. */
export const ownerScope: Scope = { account: '000000000000', region: 'global' };

export function openRestApiStore(controlPlane: ControlPlane): RestApiStore {
  return {
    apis: controlPlane.collection('rest-api'),
    resources: controlPlane.collection('rest-api-resource'),
    deployments: controlPlane.collection('rest-api-deployment'),
    stages: controlPlane.collection('rest-api-stage'),
    models: controlPlane.collection('rest-api-model'),
    requestValidators: controlPlane.collection('rest-api-request-validator'),
    authorizers: controlPlane.collection('rest-api-authorizer'),
    gatewayResponses: controlPlane.collection('rest-api-gateway-response'),
    apiKeys: controlPlane.collection('rest-api-key'),
    usagePlans: controlPlane.collection('rest-api-usage-plan'),
    owners: controlPlane.collection('rest-api-owner'),
  };
}
