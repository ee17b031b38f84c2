/** Stored records in the shapes that AWS's operations answer with. */
import type { Api, Cors, Deployment, Integration, Route, Stage } from '@aws-sdk/client-apigatewayv2';
import type { HttpApi, HttpCors, HttpDeployment, HttpIntegration, HttpRoute, HttpStage } from '../http-api.ts';

/** @param region of the API. The endpoint is AWS's; here it is reached as execute-api's README says. */
export function apiShape(api: HttpApi, region: string): Api {
  return {
    ApiEndpoint: `https://${api.id}.execute-api.${region}.amazonaws.com`,
    ApiId: api.id,
    ApiKeySelectionExpression: '$request.header.x-api-key',
    CorsConfiguration: api.cors ? corsShape(api.cors) : undefined,
    CreatedDate: new Date(api.createdDate),
    Description: api.description,
    DisableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    IpAddressType: 'ipv4',
    Name: api.name,
    ProtocolType: 'HTTP',
    RouteSelectionExpression: '$request.method $request.path',
    Tags: { ...api.tags },
    Version: api.version,
  };
}

function corsShape(cors: HttpCors): Cors {
  const list = (values: readonly string[] | undefined) => (values ? [...values] : undefined);
  return {
    AllowCredentials: cors.allowCredentials,
    AllowHeaders: list(cors.allowHeaders),
    AllowMethods: list(cors.allowMethods),
    AllowOrigins: list(cors.allowOrigins),
    ExposeHeaders: list(cors.exposeHeaders),
    MaxAge: cors.maxAge,
  };
}

export function routeShape(route: HttpRoute): Route {
  return {
    ApiGatewayManaged: route.managed,
    ApiKeyRequired: false,
    AuthorizationType: 'NONE',
    OperationName: route.operationName,
    RouteId: route.id,
    RouteKey: route.routeKey,
    Target: route.integrationId ? `integrations/${route.integrationId}` : undefined,
  };
}

export function integrationShape(integration: HttpIntegration): Integration {
  return {
    ApiGatewayManaged: integration.managed,
    ConnectionType: 'INTERNET',
    CredentialsArn: integration.credentialsArn,
    Description: integration.description,
    IntegrationId: integration.id,
    IntegrationMethod: integration.method,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: integration.uri,
    PayloadFormatVersion: integration.payloadFormatVersion,
    TimeoutInMillis: integration.timeoutInMillis,
  };
}

export function deploymentShape(deployment: HttpDeployment): Deployment {
  return {
    AutoDeployed: deployment.autoDeployed,
    CreatedDate: new Date(deployment.createdDate),
    DeploymentId: deployment.id,
    DeploymentStatus: 'DEPLOYED',
    Description: deployment.description,
  };
}

export function stageShape(stage: HttpStage): Stage {
  return {
    ApiGatewayManaged: stage.managed,
    AutoDeploy: stage.autoDeploy,
    CreatedDate: new Date(stage.createdDate),
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    DeploymentId: stage.deploymentId,
    Description: stage.description,
    LastDeploymentStatusMessage: stage.autoDeploy && stage.deploymentId ? deployed(stage.deploymentId) : undefined,
    LastUpdatedDate: new Date(stage.lastUpdatedDate),
    RouteSettings: {},
    StageName: stage.stageName,
    StageVariables: { ...stage.variables },
    Tags: { ...stage.tags },
  };
}

const deployed = (id: string): string => `Successfully deployed stage with deployment ID '${id}'`;
