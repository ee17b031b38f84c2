/** Stored records in the shapes that AWS's operations answer with. */
import type { Api, Authorizer, Cors, Deployment, Integration, Route, RouteSettings, Stage } from '@aws-sdk/client-apigatewayv2';
import type {
  HttpApi,
  HttpAuthorizer,
  HttpCors,
  HttpDeployment,
  HttpIntegration,
  HttpRoute,
  HttpRouteSettings,
  HttpStage,
} from '../http-api.ts';

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
    AuthorizationScopes: route.authorizationScopes && [...route.authorizationScopes],
    AuthorizationType: route.authorizationType ?? 'NONE',
    AuthorizerId: route.authorizerId,
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
    IntegrationType: integration.type ?? 'AWS_PROXY',
    IntegrationUri: integration.uri,
    PayloadFormatVersion: integration.payloadFormatVersion,
    RequestParameters: integration.requestParameters && { ...integration.requestParameters },
    ResponseParameters: integration.responseParameters && { ...integration.responseParameters },
    TlsConfig: integration.serverNameToVerify === undefined ? undefined : { ServerNameToVerify: integration.serverNameToVerify },
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
    AccessLogSettings: stage.accessLog && { DestinationArn: stage.accessLog.destinationArn, Format: stage.accessLog.format },
    DefaultRouteSettings: settingsShape(stage.defaultRouteSettings ?? {}),
    DeploymentId: stage.deploymentId,
    Description: stage.description,
    LastDeploymentStatusMessage: stage.autoDeploy && stage.deploymentId ? deployed(stage.deploymentId) : undefined,
    LastUpdatedDate: new Date(stage.lastUpdatedDate),
    RouteSettings: Object.fromEntries(
      Object.entries(stage.routeSettings ?? {}).map(([key, settings]) => [key, settingsShape(settings)]),
    ),
    StageName: stage.stageName,
    StageVariables: { ...stage.variables },
    Tags: { ...stage.tags },
  };
}

const deployed = (id: string): string => `Successfully deployed stage with deployment ID '${id}'`;

function settingsShape(settings: HttpRouteSettings): RouteSettings {
  return {
    DetailedMetricsEnabled: settings.detailedMetricsEnabled ?? false,
    ThrottlingBurstLimit: settings.throttlingBurstLimit,
    ThrottlingRateLimit: settings.throttlingRateLimit,
  };
}

export function authorizerShape(authorizer: HttpAuthorizer): Authorizer & { Name: string } {
  return {
    AuthorizerId: authorizer.id,
    Name: authorizer.name,
    AuthorizerType: authorizer.type,
    IdentitySource: [...authorizer.identitySource],
    AuthorizerUri: authorizer.authorizerUri,
    AuthorizerCredentialsArn: authorizer.credentialsArn,
    AuthorizerPayloadFormatVersion: authorizer.payloadFormatVersion,
    AuthorizerResultTtlInSeconds: authorizer.resultTtlInSeconds,
    EnableSimpleResponses: authorizer.enableSimpleResponses,
    JwtConfiguration: authorizer.jwt && { Audience: [...authorizer.jwt.audience], Issuer: authorizer.jwt.issuer },
  };
}
