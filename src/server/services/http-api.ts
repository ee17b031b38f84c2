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
  /** Made by the API's quick create. */
  readonly managed?: boolean | undefined;
}

export type PayloadFormat = '1.0' | '2.0';

/** A Lambda function; the only kind of integration that is built. */
export interface HttpIntegration {
  readonly id: string;
  /** The function's ARN, or API Gateway's own URI for it. */
  readonly uri: string;
  readonly method: string;
  readonly payloadFormatVersion: PayloadFormat;
  readonly timeoutInMillis: number;
  /** ARN of the role that API Gateway calls the function with, instead of the function's own policy. */
  readonly credentialsArn?: string | undefined;
  readonly description?: string | undefined;
  readonly managed?: boolean | undefined;
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
}

export interface HttpStage {
  /** `$default`, which is served without a name in the path, or a name. */
  readonly stageName: string;
  readonly deploymentId?: string | undefined;
  readonly autoDeploy: boolean;
  readonly description?: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
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
    deployments: controlPlane.collection('http-api-deployment'),
    stages: controlPlane.collection('http-api-stage'),
    owners: controlPlane.collection('rest-api-owner'),
  };
}
