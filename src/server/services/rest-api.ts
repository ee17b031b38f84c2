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
  readonly apiKeyRequired: boolean;
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
  readonly type: 'AWS_PROXY' | 'MOCK';
  /** What API Gateway calls the back end with; Lambda takes nothing but POST. */
  readonly httpMethod?: string | undefined;
  /** `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION_ARN/invocations`. */
  readonly uri?: string | undefined;
  /** ARN of the role that API Gateway calls the function with, instead of the function's own policy. */
  readonly credentials?: string | undefined;
  readonly passthroughBehavior: string;
  readonly contentHandling?: string | undefined;
  /** By content type. */
  readonly requestTemplates?: Readonly<Record<string, string>> | undefined;
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
}

export interface RestStage {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly tracingEnabled: boolean;
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

export interface RestApiStore {
  readonly apis: Collection<RestApi>;
  /** By `API/RESOURCE`. */
  readonly resources: Collection<RestResource>;
  /** By `API/DEPLOYMENT`. */
  readonly deployments: Collection<RestDeployment>;
  /** By `API/STAGE`. */
  readonly stages: Collection<RestStage>;
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
    owners: controlPlane.collection('rest-api-owner'),
  };
}
