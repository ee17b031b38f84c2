/**
 * `AWS::Serverless::Api`: a REST API made from an OpenAPI document, its deployment and its stage.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
import { apiAuthorization } from '../api/authorization.ts';
import { emitAuthorizerPermission } from '../api/authorizers.ts';
import { restDocument } from '../api/rest-document.ts';
import { stageLogicalId } from '../api/stage-name.ts';
import { emitUsagePlan } from '../api/usage-plan.ts';
import { s3Location } from '../code-location.ts';
import { InvalidResource } from '../errors.ts';
import { digest, hashedLogicalId } from '../logical-id.ts';
import { python2Text } from '../python-2-text.ts';
import { tagList } from '../tags.ts';
import {
  emit,
  inherited,
  mapProperty,
  refuse,
  requireKnown,
  requireShapes,
  resolveParameters,
  type SamResource,
  type Translation,
} from '../translation.ts';
import { defined, type Fields, isIntrinsic, isMap, ref } from '../values.ts';

const known = [
  'Name',
  'Description',
  'StageName',
  'TracingEnabled',
  'EndpointConfiguration',
  'Variables',
  'BinaryMediaTypes',
  'MinimumCompressionSize',
  'CacheClusterEnabled',
  'CacheClusterSize',
  'MethodSettings',
  'AccessLogSetting',
  'Tags',
  'OpenApiVersion',
  'AlwaysDeploy',
  'FailOnWarnings',
  'DisableExecuteApiEndpoint',
  'DefinitionBody',
  'DefinitionUri',
  'Cors',
  'Auth',
  'ApiKeySourceType',
  'Mode',
  'MergeDefinitions',
  'PropagateTags',
  'CanarySetting',
  'GatewayResponses',
  'Models',
];
const refused = ['Domain', 'Policy', 'SecurityPolicy', 'EndpointAccessMode'];

export function translateRestApi(translation: Translation, resource: SamResource): void {
  const { logicalId, type, properties, attributes } = resource;
  requireKnown(logicalId, type, properties, [...known, ...refused]);
  refuse(resource, refused);
  if (properties['StageName'] === undefined) throw new InvalidResource(logicalId, "Missing required property 'StageName'.");
  if (properties['StageName'] === '') throw new InvalidResource(logicalId, 'StageName cannot be empty.');
  requireShapes(resource, { FailOnWarnings: 'boolean' });
  checkOpenApiVersion(resource);
  mapProperty(resource, 'DefinitionBody');
  if (properties['DefinitionBody'] !== undefined && properties['DefinitionUri'] !== undefined)
    throw new InvalidResource(logicalId, "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
  const location = properties['DefinitionUri'];
  const s3 = location === undefined ? undefined : s3Location(logicalId, 'DefinitionUri', location);
  const auth = apiAuthorization(translation, resource);
  if (s3) refuseWithoutDocument(resource);
  const body = s3 ? undefined : restDocument(translation, resource, auth);
  const tags = mapProperty(resource, 'Tags');
  const endpoint = endpointConfiguration(logicalId, properties['EndpointConfiguration']);
  emit(
    translation,
    logicalId,
    'AWS::ApiGateway::RestApi',
    defined({
      Body: body,
      BodyS3Location: s3,
      Name: properties['Name'],
      Description: properties['Description'],
      FailOnWarnings: properties['FailOnWarnings'],
      EndpointConfiguration: endpoint,
      Parameters: endpoint ? { endpointConfigurationTypes: (endpoint['Types'] as unknown[])[0] } : undefined,
      BinaryMediaTypes: resolveParameters(translation, properties['BinaryMediaTypes']),
      MinimumCompressionSize: properties['MinimumCompressionSize'],
      ApiKeySourceType: properties['ApiKeySourceType'],
      Mode: properties['Mode'],
      Tags: tags && properties['PropagateTags'] === true ? tagList(tags) : undefined,
    }),
    attributes,
  );
  emitDeploymentAndStage(translation, resource, body ?? s3, tags);
  for (const [name, { functionArn }] of auth.authorizers) emitAuthorizerPermission(translation, resource, name, functionArn);
  emitUsagePlan(translation, resource, auth.given['UsagePlan'], stageLogicalId(logicalId, properties['StageName']));
}

/** What SAM writes into a document cannot be written into one in S3. @throws InvalidResource. */
function refuseWithoutDocument({ logicalId, properties }: SamResource): void {
  const texts: Readonly<Record<string, string>> = {
    MergeDefinitions: "Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.",
    Cors: "Cors works only with inline Swagger specified in 'DefinitionBody' property.",
    Auth: "Auth works only with inline Swagger specified in 'DefinitionBody' property.",
    GatewayResponses: "GatewayResponses works only with inline Swagger specified in 'DefinitionBody' property.",
    Models: "Models works only with inline Swagger specified in 'DefinitionBody' property.",
    DisableExecuteApiEndpoint: "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.",
  };
  const name = Object.keys(texts).find((key) => properties[key] !== undefined && (key !== 'MergeDefinitions' || properties[key]));
  if (name !== undefined) throw new InvalidResource(logicalId, texts[name] ?? '');
}

/** Names that functions have been given, once for each of their routes: with another name the API has to be deployed again. */
function namedFunctions(translation: Translation, apiId: string): string[] {
  const names = (translation.routes.get(apiId) ?? []).flatMap(({ functionId }) => {
    const name = resolveParameters(translation, translation.source.get(functionId)?.properties['FunctionName']);
    return name === undefined ? [] : [typeof name === 'string' ? name : python2Text(name)];
  });
  return names.length > 0 ? [names.join('')] : [];
}

function emitDeploymentAndStage(
  translation: Translation,
  resource: SamResource,
  definition: unknown,
  tags: Fields | undefined,
): void {
  const { logicalId, properties } = resource;
  const attributes = inherited(resource);
  const openApi = properties['OpenApiVersion'];
  const given = properties['DefinitionBody'];
  const data = [
    python2Text(definition, given, JSON.stringify(definition) === JSON.stringify(given)),
    ...(openApi === undefined ? [] : [String(openApi)]),
    ...namedFunctions(translation, logicalId),
  ];
  const hashed = properties['AlwaysDeploy'] === true ? String(Math.floor(translation.now / 1000)) : data.join('||');
  const deploymentId = hashedLogicalId(`${logicalId}Deployment`, hashed);
  emit(
    translation,
    deploymentId,
    'AWS::ApiGateway::Deployment',
    defined({
      RestApiId: ref(logicalId),
      Description: `RestApi deployment id: ${digest(hashed)}`,
      // Without an OpenApiVersion AWS leaves a stage named "Stage" behind, an old fault that templates rely on.
      StageName: openApi === undefined ? 'Stage' : undefined,
    }),
    attributes,
  );
  const stageId = stageLogicalId(logicalId, properties['StageName']);
  emit(
    translation,
    stageId,
    'AWS::ApiGateway::Stage',
    defined({
      RestApiId: ref(logicalId),
      DeploymentId: ref(deploymentId),
      StageName: properties['StageName'],
      TracingEnabled: properties['TracingEnabled'],
      Variables: properties['Variables'],
      CacheClusterEnabled: properties['CacheClusterEnabled'],
      CacheClusterSize: properties['CacheClusterSize'],
      MethodSettings: properties['MethodSettings'],
      AccessLogSetting: properties['AccessLogSetting'],
      CanarySetting: properties['CanarySetting'],
      Tags: tags ? tagList(tags) : undefined,
    }),
    attributes,
  );
  translation.references.set(`${logicalId}.Stage`, stageId);
  translation.references.set(`${logicalId}.Deployment`, deploymentId);
}

function checkOpenApiVersion({ logicalId, properties }: SamResource): void {
  const version = properties['OpenApiVersion'];
  if (version === undefined || version === null || isIntrinsic(version)) return;
  if (typeof version !== 'string') throw new InvalidResource(logicalId, "Property 'OpenApiVersion' should be a string.");
  if (!/^[23]\.\d(\.\d)?$/.test(version))
    throw new InvalidResource(logicalId, "The OpenApiVersion value must be of the format '3.0.0'.");
}

/** A text is the type; a map may name VPC endpoints too. */
function endpointConfiguration(logicalId: string, value: unknown): Fields | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isMap(value) || value['Type'] === undefined) return { Types: [value] };
  if ('VPCEndpointIds' in value && 'VpcEndpointIds' in value)
    throw new InvalidResource(
      logicalId,
      "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration.",
    );
  const { Type, VPCEndpointIds, VpcEndpointIds, IpAddressType } = value;
  return defined({ Types: [Type], VpcEndpointIds: VPCEndpointIds ?? VpcEndpointIds, IpAddressType });
}
