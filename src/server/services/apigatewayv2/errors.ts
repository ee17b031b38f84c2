/**
 * Every error that the control plane of HTTP APIs answers with.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
import { AwsError } from '../../wire/aws-error.ts';

const notFound = (resourceType: string, message: string) =>
  new AwsError('NotFoundException', message, 404, { ResourceType: resourceType });
const badRequest = (message: string) => new AwsError('BadRequestException', message, 400);
const conflict = (message: string) => new AwsError('ConflictException', message, 409);

export const errors = {
  noApi: (id: string) => notFound('Api', `Invalid API identifier specified ${id}`),
  noRoute: (id: string) => notFound('Route', `Invalid Route identifier specified ${id}`),
  noIntegration: (id: string) => notFound('Integration', `Invalid Integration identifier specified ${id}`),
  noDeployment: (id: string) => notFound('Deployment', `Invalid Deployment identifier specified ${id}`),
  noAuthorizer: (id: string) => notFound('Authorizer', `Invalid Authorizer identifier specified ${id}`),
  noStage: () => notFound('Stage', 'Invalid stage identifier specified'),
  noResource: (arn: string) => notFound('Resource', `Invalid resource identifier specified ${arn}`),

  emptyName: () => badRequest('No API name specified'),
  protocol: (type: string) =>
    type === 'WEBSOCKET'
      ? badRequest('Protocol type WEBSOCKET is not built here: Radiograph serves HTTP APIs (ProtocolType HTTP)')
      : badRequest('Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]'),
  routeKey: (key: string) =>
    badRequest(
      `The provided route key ${key} is not formatted properly for HTTP protocol. It should be formatted as an HTTP method followed by a resource path, or $default`,
    ),
  routeExists: (key: string) => conflict(`Route with key ${key} already exists for this API`),
  target: (target: string) => badRequest(`Invalid target ${target}: a route's target is integrations/INTEGRATION_ID`),
  authorization: (type: string) =>
    badRequest(`Invalid authorization type ${type}: an HTTP API takes NONE, AWS_IAM, CUSTOM and JWT`),
  routeAuthorizer: () => badRequest('Authorization type CUSTOM or JWT requires a valid AuthorizerId of that type'),
  authorizer: (why: string) => badRequest(why),
  authorizerInUse: (id: string) => conflict(`Cannot delete Authorizer ${id}: it is referenced by a Route`),
  integrationType: (type: string) =>
    badRequest(`Integration type ${type} is not built here: Radiograph serves AWS_PROXY with a Lambda function, and HTTP_PROXY`),
  integrationUri: (uri: string) => badRequest(`Invalid integration URI specified: ${uri} names no Lambda function`),
  httpUri: (uri: string) => badRequest(`Invalid HTTP endpoint specified for URI ${uri}`),
  parameterKey: (key: string) => badRequest(`Invalid mapping expression specified: ${key}`),
  parameterValue: (value: string) => badRequest(`Invalid mapping expression specified: ${value}`),
  accessLog: () => badRequest('Invalid access log settings: DestinationArn has to be the ARN of a log group, and Format a text'),
  payloadFormat: () => badRequest('PayloadFormatVersion must be 1.0 or 2.0'),
  timeout: () => badRequest('Timeout should be between 50 ms and 30000 ms'),
  integrationInUse: (id: string) => conflict(`Cannot delete Integration ${id}: it is referenced by a Route`),
  deploymentInUse: () => badRequest('Active stages pointing to this deployment must be moved or deleted'),
  deployNothing: () => badRequest('At least one route is required before deploying the Api.'),
  stageName: () => badRequest('Stage name only allows a-zA-Z0-9_- and $default'),
  stageExists: () => conflict('Stage already exists'),
  autoDeployed: () => badRequest('Deployment ID cannot be set on a stage with AutoDeploy on'),
  variable: (name: string) =>
    badRequest(`Stage variable ${name} is not valid: use only A-Za-z0-9_ in names and A-Za-z0-9-._~:/?#&=, in values`),
  credentialsForAll: () => badRequest('Allow-Credentials can not be true when Allow-Origins is *'),
  importWarnings: (warnings: readonly string[]) => badRequest(`Warnings found during import:\n\t${warnings.join('\n\t')}`),
  openApi: (why: string) => badRequest(`Unable to import the API: ${why}`),
  notBuilt: (what: string) => badRequest(`${what} is not built here`),
  nextToken: () => badRequest('Invalid nextToken specified'),
} as const;

/** Refuses what would be stored or ignored but never done. @throws BadRequestException that names the first. */
export function refuse(input: object, names: readonly string[]): void {
  const fields = new Map(Object.entries(input));
  for (const name of names) {
    const value: unknown = fields.get(name);
    const empty = value === undefined || value === null || value === false || value === '';
    if (!empty && !(typeof value === 'object' && Object.keys(value).length === 0)) throw errors.notBuilt(name);
  }
}
