/**
 * Every error that API Gateway's control plane answers with. Texts are AWS's: the SAM and CDK clients print them as they are.
 * https://docs.aws.amazon.com/apigateway/latest/api/CommonErrors.html
 */
import { AwsError } from '../../wire/aws-error.ts';

const notFound = (message: string) => new AwsError('NotFoundException', message, 404);
const badRequest = (message: string) => new AwsError('BadRequestException', message, 400);
const conflict = (message: string) => new AwsError('ConflictException', message, 409);

export const errors = {
  noRestApi: (account: string, id: string) => notFound(`Invalid API identifier specified ${account}:${id}`),
  noResource: () => notFound('Invalid Resource identifier specified'),
  noMethod: () => notFound('Invalid Method identifier specified'),
  noIntegration: () => notFound('Invalid Integration identifier specified'),
  noResponse: () => notFound('Invalid Response status code specified'),
  noDeployment: () => notFound('Invalid Deployment identifier specified'),
  noStage: () => notFound('Invalid stage identifier specified'),

  emptyName: () => badRequest('No API name specified'),
  endpointType: (types: readonly string[]) => badRequest(`Invalid endpoint configuration types: [${types.join(', ')}]`),
  pathPart: () =>
    badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    ),
  childOfGreedy: (parent: string) => badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent}`),
  siblingVariable: (sibling: string) =>
    badRequest(`A sibling (${sibling}) of this resource already has a variable path part -- only one is allowed`),
  samePathPart: (pathPart: string) => conflict(`Another resource with the same parent already has this name: ${pathPart}`),
  deleteRoot: () => badRequest('Root resource cannot be deleted'),
  httpMethod: (method: string) =>
    badRequest(`Invalid HttpMethod specified: ${method}. Valid options are GET,POST,PUT,DELETE,PATCH,HEAD,OPTIONS,ANY`),
  methodExists: () => conflict('Method already exists for this resource'),
  responseExists: () => conflict('Response already exists for this resource'),
  statusCode: () => badRequest('Invalid status code specified'),
  authorization: (type: string) =>
    badRequest(`Authorization type ${type} is not built here: NONE is the only one that Radiograph can enforce`),
  apiKey: () => badRequest('Methods that require an API key are not built here: Radiograph could not enforce the key'),
  integrationType: (type: string) =>
    badRequest(`Integration type ${type} is not built here: Radiograph serves AWS_PROXY (Lambda) and MOCK`),
  integrationMethod: () => badRequest('Enumeration value for HttpMethod must be non-empty'),
  integrationUri: () => badRequest('AWS ARN for integration must contain path or action'),
  lambdaUri: (uri: string) => badRequest(`Integration URI ${uri} is not built here: AWS_PROXY calls Lambda functions only`),
  timeout: () => badRequest('Timeout should be between 50 ms and 29000 ms'),
  template: (what: string) =>
    badRequest(`Mapping templates with expressions ($ or #) are not built here, and ${what} has one: use plain text`),
  parameterMapping: (value: string) =>
    badRequest(`Response parameter ${value} is not built here: a static value in single quotes is the only mapping`),
  selectionPattern: () => badRequest('selectionPattern is not built here: a MOCK integration is chosen by its status code'),
  deployNothing: () => badRequest("The REST API doesn't contain any methods"),
  deployWithoutIntegration: () => badRequest('No integration defined for method'),
  deploymentInUse: () => badRequest('Active stages pointing to this deployment must be moved or deleted'),
  stageName: () => badRequest('Stage name only allows a-zA-Z0-9_'),
  stageExists: () => conflict('Stage already exists'),
  variable: (name: string) =>
    badRequest(`Stage variable ${name} is not valid: use only A-Za-z0-9_ in names and A-Za-z0-9-._~:/?#&=, in values`),
  notBuilt: (what: string) => badRequest(`${what} is not built here`),
  patchPath: (path: string, op: string, valid: readonly string[]) =>
    badRequest(`Invalid patch path '${path}' specified for op '${op}'. Must be one of: [${valid.join(', ')}]`),
  patchValue: (path: string, value: string) => badRequest(`Invalid value '${value}' for patch path '${path}'`),
  position: () => badRequest('Invalid position parameter'),
} as const;
