/**
 * Every error that API Gateway's control plane answers with. Texts are AWS's: the SAM and CDK clients print them as they are.
 * https://docs.aws.amazon.com/apigateway/latest/api/CommonErrors.html
 */
import { AwsError } from '../../wire/aws-error.ts';

const notFound = (message: string) => new AwsError('NotFoundException', message, 404);
const badRequest = (message: string) => new AwsError('BadRequestException', message, 400);
const conflict = (message: string) => new AwsError('ConflictException', message, 409);

const invalidMapping = (what: string) =>
  `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${what}]`;

export const errors = {
  noRestApi: (account: string, id: string) => notFound(`Invalid API identifier specified ${account}:${id}`),
  noResource: () => notFound('Invalid Resource identifier specified'),
  noMethod: () => notFound('Invalid Method identifier specified'),
  noIntegration: () => notFound('Invalid Integration identifier specified'),
  noResponse: () => notFound('Invalid Response status code specified'),
  noDeployment: () => notFound('Invalid Deployment identifier specified'),
  noStage: () => notFound('Invalid stage identifier specified'),
  noDocumentationVersion: () => notFound('Invalid Documentation version specified'),
  noModel: (name: string) => notFound(`Invalid model name specified: ${name}`),
  noValidator: () => notFound('Invalid Request Validator identifier specified'),
  noAuthorizer: () => notFound('Invalid Authorizer identifier specified'),
  noGatewayResponse: () => notFound('Gateway response type not defined on api'),
  noApiKey: () => notFound('Invalid API Key identifier specified'),
  noUsagePlan: () => notFound('Invalid Usage Plan ID specified'),
  noParameter: () => notFound('Invalid parameter name specified'),
  noContentType: () => notFound('Content-Type specified was not found'),
  noTagged: () => notFound('Invalid resource identifier specified'),

  modelName: () => badRequest('Model name must be non-empty'),
  modelNameForm: (name: string) => badRequest(`Model name must be alphanumeric: ${name}`),
  modelSchema: () => badRequest('Model schema must have at least 1 property or array items defined'),
  modelSchemaJson: (why: string) => badRequest(`Invalid model specified: Validation Result: warnings : [], errors : [${why}]`),
  modelExists: () => conflict('Model name already exists for this REST API'),
  modelInUse: (name: string, path: string, method: string) =>
    conflict(`Cannot delete model '${name}', is referenced in method request: ${path}/${method}`),
  validatorApi: () => badRequest('Invalid REST API identifier specified'),
  validatorInUse: () => conflict('Cannot delete a Request Validator that is used by a method'),
  methodValidator: () => badRequest('Invalid Request Validator identifier specified'),
  emptyValidatorName: () => badRequest('Request Validator name cannot be blank'),
  authorizerApi: () => conflict('Unable to complete operation due to concurrent modification. Please try again later.'),
  authorizer: (why: string) => badRequest(why),
  authorizerInUse: () => conflict('Cannot delete authorizer, is referenced in method'),
  emptyIn: (field: string) => badRequest(`Invalid null or empty value in ${field}`),
  apiKeyShort: () => badRequest('API Key value should be at least 20 characters'),
  apiKeyLong: () => badRequest('API Key value exceeds maximum size of 128 characters'),
  apiKeyName: () => badRequest('Invalid API Key name, can be at most 1024 characters.'),
  apiKeyDescription: () => badRequest('Invalid API Key description specified.'),
  apiKeyExists: () => conflict('API Key already exists'),
  usagePlanName: () => badRequest('Usage Plan name cannot be blank'),
  noApiStage: () => badRequest('Invalid API Stage specified'),
  apiStage: (apiId: string, stage: string, plan: string) =>
    notFound(`Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${plan}`),
  stageNotInPlan: (apiId: string, stage: string, plan: string) =>
    notFound(`Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${plan}`),
  planInUse: (id: string) =>
    badRequest(
      `Cannot delete Usage Plan ${id} because there are API Stages associated with it. Please remove all API stages and try again.`,
    ),
  keyInPlan: (id: string) =>
    conflict(
      `Usage Plan ${id} cannot be added because API Key cannot reference multiple Usage Plans with the same API stage: already added`,
    ),

  emptyName: () => badRequest('No API name specified'),
  emptyDescription: () => badRequest('Description cannot be an empty string'),
  noEndpointType: () => badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.'),
  endpointTypes: () => badRequest('Cannot create an api with multiple Endpoint Types.'),
  endpointTypeOptions: () => badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE'),
  ipAddressType: () => badRequest('ipAddressType must be either ipv4 or dualstack.'),
  privateIpAddressType: () => badRequest('Only dualstack ipAddressType is supported for Private APIs.'),
  apiKeySource: () => badRequest('Invalid API key source specified. Valid options are HEADER,AUTHORIZER'),
  compressionSize: () => badRequest('Invalid minimum compression size, must be between 0 and 10485760'),
  noExport: (type: string) => badRequest(`No API exporter for type '${type}'`),
  import: (why: string) => badRequest(`Invalid OpenAPI input: ${why}`),
  importVersion: () => badRequest('Invalid OpenAPI input.'),
  importMode: () => badRequest('Enumeration value of OpenAPI import mode must be "overwrite" or "merge"'),
  pathPart: () =>
    badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    ),
  childOfGreedy: (parent: string) => badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent}`),
  siblingVariable: (sibling: string) =>
    badRequest(`A sibling (${sibling}) of this resource already has a variable path part -- only one is allowed`),
  samePathPart: (pathPart: string) => conflict(`Another resource with the same parent already has this name: ${pathPart}`),
  updateRoot: (field: string) => badRequest(`Root resource cannot update its ${field}.`),
  cyclical: () => badRequest('Resources cannot be cyclical.'),
  deleteRoot: () => badRequest('Root resource cannot be deleted'),
  httpMethod: () => badRequest('Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY'),
  methodExists: () => conflict('Method already exists for this resource'),
  responseExists: () => conflict('Response already exists for this resource'),
  cognito: () =>
    badRequest('Authorization type COGNITO_USER_POOLS is not built here: Radiograph has no user pools and could not enforce it'),
  authorizationType: (type: string) =>
    badRequest(`Invalid authorization type specified: ${type}. Valid options are NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS`),
  methodAuthorizer: () =>
    badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    ),
  sameParameter: () => badRequest('Parameter names must be unique across querystring, header and path'),
  mapping: (expression: string) => badRequest(invalidMapping(`Invalid mapping expression specified: ${expression}`)),
  mappingParameter: (parameter: string) =>
    badRequest(invalidMapping(`Invalid mapping expression parameter specified: ${parameter}`)),
  methodModel: (name: string) => badRequest(`Invalid model identifier specified: ${name}`),
  contentType: (type: string) =>
    badRequest(`Validation Result: warnings : [], errors : [Invalid content type specified: ${type}]`),
  proxyWithoutFunction: () =>
    badRequest("Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."),
  awsService: (service: string) => badRequest(`Integrations with ${service} are not built here: Radiograph has no such service`),
  noRole: () => badRequest('Role ARN must be specified for AWS integrations'),
  httpEndpoint: () => badRequest('Invalid HTTP endpoint specified for URI'),
  invalidArn: () => badRequest('Invalid ARN specified in the request'),
  vpcLink: () => badRequest('Connection type VPC_LINK is not built here: Radiograph has no VPCs'),
  integrationMethod: () => badRequest('Enumeration value for HttpMethod must be non-empty'),
  integrationUri: () => badRequest('AWS ARN for integration must contain path or action'),
  timeout: () => badRequest('Timeout should be between 50 ms and 29000 ms'),
  deployNothing: () => badRequest("The REST API doesn't contain any methods"),
  deployWithoutIntegration: () => badRequest('No integration defined for method'),
  deploymentInUse: () => badRequest('Active stages pointing to this deployment must be moved or deleted'),
  stageName: () => badRequest('Stage name only allows a-zA-Z0-9_'),
  cacheSize: () => badRequest('Invalid cache cluster size specified. Valid options are 0.5,1.6,6.1,13.5,28.4,58.2,118,237'),
  stageExists: () => conflict('Stage already exists'),
  variable: (name: string) =>
    badRequest(`Stage variable ${name} is not valid: use only A-Za-z0-9_ in names and A-Za-z0-9-._~:/?#&=, in values`),
  notBuilt: (what: string) => badRequest(`${what} is not built here`),
  // The two blanks are AWS's.
  patchPath: (path: string, op: string, valid: readonly string[]) =>
    badRequest(`Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${valid.join(', ')}]`),
  patchUnsupported: (path: string, op: string) =>
    badRequest(`Invalid patch path  '${path}' specified for op '${op}'. Please choose supported operations`),
  patchInvalid: (path: string) => badRequest(`Invalid patch path ${path}`),
  patchOperation: (op: string) => badRequest(`Invalid patch operation specified. Must be one of: [${op}]`),
  patchAnyOperation: () => badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'"),
  importWarnings: (warnings: readonly string[]) => badRequest(`Warnings found during import:\n\t${warnings.join('\n\t')}`),
  methodSettingPath: (path: string, valid: readonly string[]) =>
    badRequest(`Invalid method setting path: ${path}. Must be one of: [${valid.join(', ')}]`),
  noMethodSetting: (key: string) =>
    badRequest(`Cannot remove method setting ${key} because there is no method setting for this method `),
  usagePlansDisabled: () => badRequest('Usage Plans cannot be disabled once enabled'),
  roleArn: () =>
    badRequest(
      'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
    ),
  accessLogPath: () =>
    badRequest('Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]'),
  accessLogValue: () => badRequest('Access Log value must not be empty'),
  deploymentMissing: () => badRequest('Deployment id does not exist'),
  patchValue: (path: string, value: string) => badRequest(`Invalid value '${value}' for patch path '${path}'`),
  position: () => badRequest('Invalid position parameter'),
} as const;
