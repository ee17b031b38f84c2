/**
 * What is stored of an HTTP API (API Gateway v2). Written by the control plane (apigatewayv2/), read by the data plane
 * (execute-api/http/), as rest-api.ts is for REST APIs. Field names are AWS's, in camel case.
 */
import type { Collection, ControlPlane } from '../store/ports.ts';
import type { RestApiOwner } from './rest-api.ts';

export interface HttpCors {
  readonly allowCredentials?: boolean | undefined;
  readonly allowHeaders?: readonly string[] | undefined;
  readonly allowMethods?: readonly string[] | undefined;
  /** `*`, `https://*`, `http://*`, or an origin. */
  readonly allowOrigins?: readonly string[] | undefined;
  readonly exposeHeaders?: readonly string[] | undefined;
  /** Seconds. */
  readonly maxAge?: number | undefined;
}

export interface HttpApi {
  /** Ten of a-z and 0-9, unique on this machine together with the ids of REST APIs. */
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly version?: string | undefined;
  /** Epoch milliseconds. */
  readonly createdDate: number;
  readonly cors?: HttpCors | undefined;
  readonly disableExecuteApiEndpoint: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface HttpRoute {
  readonly id: string;
  /** `GET /hello/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  /** Undefined for a route that calls nothing. */
  readonly integrationId?: string | undefined;
  readonly operationName?: string | undefined;
  /** NONE unless given. */
  readonly authorizationType?: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'JWT' | undefined;
  readonly authorizerId?: string | undefined;
  /** A JWT has to carry one of them. */
  readonly authorizationScopes?: readonly string[] | undefined;
  /** Made by the API's quick create. */
  readonly managed?: boolean | undefined;
}

export type PayloadFormat = '1.0' | '2.0';

/** A Lambda function, or another HTTP server. */
export interface HttpIntegration {
  readonly id: string;
  /** AWS_PROXY, which calls a function, unless given. */
  readonly type?: 'AWS_PROXY' | 'HTTP_PROXY' | undefined;
  /** The function's ARN, or API Gateway's own URI for it; or a URL. */
  readonly uri: string;
  /** `append:header.x` and the like, and where the value comes from. */
  readonly requestParameters?: Readonly<Record<string, string>> | undefined;
  /** By status code of the back end. */
  readonly responseParameters?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /** The name that a certificate has to have. */
  readonly serverNameToVerify?: string | undefined;
  readonly method: string;
  readonly payloadFormatVersion: PayloadFormat;
  readonly timeoutInMillis: number;
  /** ARN of the role that API Gateway calls the function with, instead of the function's own policy. */
  readonly credentialsArn?: string | undefined;
  readonly description?: string | undefined;
  readonly managed?: boolean | undefined;
}

export interface HttpAuthorizer {
  readonly id: string;
  readonly name: string;
  readonly type: 'REQUEST' | 'JWT';
  /** `$request.header.Authorization` and the like. */
  readonly identitySource: readonly string[];
  /** Of a REQUEST authorizer: API Gateway's URI for its function. */
  readonly authorizerUri?: string | undefined;
  readonly credentialsArn?: string | undefined;
  readonly payloadFormatVersion?: PayloadFormat | undefined;
  readonly enableSimpleResponses?: boolean | undefined;
  readonly resultTtlInSeconds?: number | undefined;
  readonly jwt?: { readonly audience: readonly string[]; readonly issuer: string } | undefined;
}

/** Settings of routes; detailed metrics are always emitted, nothing is throttled. */
export interface HttpRouteSettings {
  readonly detailedMetricsEnabled?: boolean | undefined;
  readonly throttlingBurstLimit?: number | undefined;
  readonly throttlingRateLimit?: number | undefined;
}

/** What a stage serves: the API as it was when the deployment was made. */
export interface HttpDeployment {
  readonly id: string;
  readonly description?: string | undefined;
  /** Epoch milliseconds. */
  readonly createdDate: number;
  readonly autoDeployed: boolean;
  readonly cors?: HttpCors | undefined;
  readonly routes: readonly HttpRoute[];
  readonly integrations: readonly HttpIntegration[];
  readonly authorizers?: readonly HttpAuthorizer[] | undefined;
}

export interface HttpStage {
  /** `$default`, which is served without a name in the path, or a name. */
  readonly stageName: string;
  readonly deploymentId?: string | undefined;
  readonly autoDeploy: boolean;
  readonly description?: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLog?: { readonly destinationArn?: string | undefined; readonly format?: string | undefined } | undefined;
  readonly defaultRouteSettings?: HttpRouteSettings | undefined;
  /** By route key. */
  readonly routeSettings?: Readonly<Record<string, HttpRouteSettings>> | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
  readonly managed?: boolean | undefined;
}

export interface HttpApiStore {
  readonly apis: Collection<HttpApi>;
  /** By `API/ROUTE`. */
  readonly routes: Collection<HttpRoute>;
  /** By `API/INTEGRATION`. */
  readonly integrations: Collection<HttpIntegration>;
  /** By `API/AUTHORIZER`. */
  readonly authorizers: Collection<HttpAuthorizer>;
  /** By `API/DEPLOYMENT`. */
  readonly deployments: Collection<HttpDeployment>;
  /** By `API/STAGE`. */
  readonly stages: Collection<HttpStage>;
  /** By API id, in `ownerScope` of rest-api.ts: shared with REST APIs. */
  readonly owners: Collection<RestApiOwner>;
}

export function openHttpApiStore(controlPlane: ControlPlane): HttpApiStore {
  return {
    apis: controlPlane.collection('http-api'),
    routes: controlPlane.collection('http-api-route'),
    integrations: controlPlane.collection('http-api-integration'),
    authorizers: controlPlane.collection('http-api-authorizer'),
    deployments: controlPlane.collection('http-api-deployment'),
    stages: controlPlane.collection('http-api-stage'),
    owners: controlPlane.collection('rest-api-owner'),
  };
}
