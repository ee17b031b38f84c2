/**
 * `AWS::Serverless::LayerVersion`: a layer version is immutable, so its logical id changes with its definition.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html
 */
import { lambdaContent, s3Location } from '../code-location.ts';
import { InvalidResource } from '../errors.ts';
import { hashedLogicalId } from '../logical-id.ts';
import {
  emit,
  requireKnown,
  requireShapes,
  resolveParameter,
  resolveParameters,
  type SamResource,
  type Translation,
} from '../translation.ts';
import { defined, type Fields, isIntrinsic } from '../values.ts';

const known = [
  'LayerName',
  'Description',
  'ContentUri',
  'CompatibleArchitectures',
  'CompatibleRuntimes',
  'LicenseInfo',
  'RetentionPolicy',
  'PublishLambdaVersion',
];

export function translateLayerVersion(translation: Translation, resource: SamResource): void {
  const { logicalId, type, attributes } = resource;
  const properties: Fields = { ...resource.properties };
  for (const name of ['LayerName', 'LicenseInfo', 'Description', 'RetentionPolicy'])
    if (properties[name] !== undefined) properties[name] = resolveParameters(translation, properties[name]);
  requireKnown(logicalId, type, properties, known);
  requireShapes(resource, { CompatibleArchitectures: 'list', CompatibleRuntimes: 'list' });
  for (const name of ['LayerName', 'LicenseInfo', 'Description'])
    if (Array.isArray(properties[name])) throw new InvalidResource(logicalId, `Property '${name}' should be a string.`);
  const { DeletionPolicy: givenPolicy, ...rest } = attributes;
  const { Metadata: _metadata, DeletionPolicy: _kept, UpdateReplacePolicy: _replaced, ...hashedAttributes } = attributes;
  if (properties['ContentUri'] === undefined) throw new InvalidResource(logicalId, "Missing required property 'ContentUri'.");
  const hashed = hashedLogicalId(logicalId, { [logicalId]: { Type: type, ...hashedAttributes, Properties: properties } });
  translation.references.set(logicalId, hashed);
  requireArchitectures(hashed, properties['CompatibleArchitectures']);
  emit(
    translation,
    hashed,
    'AWS::Lambda::LayerVersion',
    defined({
      LayerName: properties['LayerName'] ?? logicalId,
      Description: properties['Description'],
      Content: lambdaContent(s3Location(hashed, 'ContentUri', properties['ContentUri'])),
      CompatibleArchitectures: properties['CompatibleArchitectures'],
      CompatibleRuntimes: properties['CompatibleRuntimes'],
      LicenseInfo: properties['LicenseInfo'],
    }),
    { ...rest, DeletionPolicy: deletionPolicy(translation, resource) ?? givenPolicy ?? 'Retain' },
  );
}

function deletionPolicy(translation: Translation, { logicalId, properties }: SamResource): string | undefined {
  const policy = resolveParameter(translation, properties['RetentionPolicy']);
  if (policy === undefined || policy === null) return undefined;
  const word = typeof policy === 'string' ? policy.toLowerCase() : '';
  if (word === 'retain') return 'Retain';
  if (word === 'delete') return 'Delete';
  if (isIntrinsic(policy))
    throw new InvalidResource(
      logicalId,
      "'RetentionPolicy' does not accept intrinsic functions, please use one of the following options: ['Retain', 'Delete']",
    );
  if (typeof policy !== 'string')
    throw new InvalidResource(logicalId, "Could not resolve parameter for 'RetentionPolicy' or parameter is not a String.");
  throw new InvalidResource(logicalId, "'RetentionPolicy' must be one of the following options: ['Retain', 'Delete'].");
}

/** @param layerId the hashed one, as in AWS's words. */
function requireArchitectures(layerId: string, given: unknown): void {
  if (!Array.isArray(given)) return;
  if (given.some((one) => !isIntrinsic(one) && one !== 'x86_64' && one !== 'arm64'))
    throw new InvalidResource(layerId, "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'");
}
