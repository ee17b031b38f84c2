/**
 * `AWS::Serverless::HttpApi`: an HTTP API made from an OpenAPI document, with a stage that deploys by itself.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
 */
import { emitAuthorizerPermission } from '../api/authorizers.ts';
import { httpAuthorization } from '../api/http-authorization.ts';
import { httpDocument } from '../api/http-document.ts';
import { stageLogicalId } from '../api/stage-name.ts';
import { s3Location } from '../code-location.ts';
import { InvalidResource } from '../errors.ts';
import { expectMap } from '../expect.ts';
import { emit, inherited, mapProperty, refuse, requireKnown, type SamResource, type Translation } from '../translation.ts';
import { defined, type Fields, ref, when } from '../values.ts';

const known = [
  'Name',
  'Description',
  'StageName',
  'StageVariables',
  'CorsConfiguration',
  'AccessLogSettings',
  'DefaultRouteSettings',
  'RouteSettings',
  'Tags',
  'FailOnWarnings',
  'DefinitionBody',
  'DefinitionUri',
  'DisableExecuteApiEndpoint',
  'PropagateTags',
  'Auth',
];
const refused = ['Domain'];
const DEFAULT_STAGE = '$default';

export function translateHttpApi(translation: Translation, resource: SamResource): void {
  const { logicalId, type, properties, attributes } = resource;
  requireKnown(logicalId, type, properties, [...known, ...refused]);
  refuse(resource, refused);
  const location = properties['DefinitionUri'];
  if (location !== undefined && properties['DefinitionBody'] !== undefined)
    throw new InvalidResource(logicalId, "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
  const s3 = location === undefined ? undefined : s3Location(logicalId, 'DefinitionUri', location);
  const auth = httpAuthorization(translation.partition, resource);
  if (s3) refuseWithoutDocument(resource);
  const tags: Fields = { ...mapProperty(resource, 'Tags'), 'httpapi:createdBy': 'SAM' };
  const document = s3 ? undefined : httpDocument(translation, resource, tags, auth);
  emit(
    translation,
    logicalId,
    'AWS::ApiGatewayV2::Api',
    defined({
      Body: document?.body,
      BodyS3Location: s3,
      FailOnWarnings: properties['FailOnWarnings'] || undefined,
    }),
    attributes,
  );
  const stageName = properties['StageName'] ?? DEFAULT_STAGE;
  const stageId = stageName === DEFAULT_STAGE ? `${logicalId}ApiGatewayDefaultStage` : stageLogicalId(logicalId, stageName);
  emit(
    translation,
    stageId,
    'AWS::ApiGatewayV2::Stage',
    defined({
      ApiId: ref(logicalId),
      StageName: stageName,
      StageVariables: properties['StageVariables'],
      AccessLogSettings: properties['AccessLogSettings'],
      DefaultRouteSettings: properties['DefaultRouteSettings'],
      RouteSettings: routeSettings(translation, resource),
      AutoDeploy: true,
      // A document that is not known here has tags of its own.
      Tags: document?.isOpenApi ? tags : undefined,
    }),
    inherited(resource),
  );
  translation.references.set(`${logicalId}.Stage`, stageId);
  for (const [name, { functionArn }] of auth.authorizers) emitAuthorizerPermission(translation, resource, name, functionArn);
}

/** What SAM writes into a document cannot be written into one in S3. @throws InvalidResource. */
function refuseWithoutDocument({ logicalId, properties }: SamResource): void {
  const texts: Readonly<Record<string, string>> = {
    CorsConfiguration: "Cors works only with inline OpenApi specified in 'DefinitionBody' property.",
    Auth: "Auth works only with inline OpenApi specified in the 'DefinitionBody' property.",
    Tags: "Tags works only with inline OpenApi specified in the 'DefinitionBody' property.",
    DisableExecuteApiEndpoint: "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.",
    Description: "Description works only with inline OpenApi specified in the 'DefinitionBody' property.",
    Name: "Name works only with inline OpenApi specified in the 'DefinitionBody' property.",
  };
  const name = Object.keys(texts).find((key) => properties[key] !== undefined);
  if (name !== undefined) throw new InvalidResource(logicalId, texts[name] ?? '');
}

/** The API's own, and those of events, under `METHOD path`. */
function routeSettings(translation: Translation, { logicalId, properties }: SamResource): unknown {
  const given = properties['RouteSettings'];
  if (given !== undefined && given !== null) expectMap(logicalId, 'RouteSettings', given);
  const routes = (translation.routes.get(logicalId) ?? []).filter((route) => route.properties['RouteSettings'] !== undefined);
  if (routes.length === 0) return given;
  const settings: Fields = { ...(given as Fields | undefined) };
  for (const route of routes) {
    const key = route.path === '$default' ? route.path : `${route.method.toUpperCase()} ${route.path}`;
    const own = { ...(settings[key] as Fields | undefined), ...(route.properties['RouteSettings'] as Fields) };
    settings[key] = when(route.condition, own);
  }
  return settings;
}
