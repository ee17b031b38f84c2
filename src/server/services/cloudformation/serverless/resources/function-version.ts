/**
 * `AutoPublishAlias`: a version whose logical id changes with the code, and an alias that points at it.
 * Who calls it: resources/function.ts.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
 */
import { InvalidResource } from '../errors.ts';
import { givenHashLogicalId, hashedLogicalId } from '../logical-id.ts';
import { emit, inherited, resolveParameter, resolveParameters, type SamResource, type Translation } from '../translation.ts';
import { defined, type Fields, getAtt, isMap, ref, refOf } from '../values.ts';

/** @throws InvalidResource when the name is not known before deployment, or something needs an alias and there is none. */
export function aliasNameOf(translation: Translation, resource: SamResource): string | undefined {
  const { logicalId, properties } = resource;
  const name = resolveParameter(translation, properties['AutoPublishAlias']);
  if (name === '' && properties['AutoPublishAlias'] !== '')
    throw new InvalidResource(logicalId, 'Alias name is required to create an alias');
  if (name === undefined || name === null || name === '') {
    if (properties['ProvisionedConcurrencyConfig'])
      throw new InvalidResource(
        logicalId,
        'To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function',
      );
    return undefined;
  }
  if (typeof name !== 'string')
    throw new InvalidResource(logicalId, "'AutoPublishAlias' must be a string or a Ref to a template parameter");
  if (!/^(?!\d+$)[\w-]+$/.test(name))
    throw new InvalidResource(
      logicalId,
      `AutoPublishAlias name ('${name}') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.`,
    );
  const sha = resolveParameter(translation, properties['AutoPublishCodeSha256']);
  if (sha && typeof sha !== 'string') throw new InvalidResource(logicalId, 'AutoPublishCodeSha256 must be a string');
  return name;
}

export interface PublishedVersion {
  readonly aliasId: string;
  /** The function gets it, so that publishing makes a version even when nothing but the hash changed. */
  readonly description: unknown;
}

/**
 * @param lambda the function's properties; a role that SAM makes is not among them.
 * @param code where its code is, with the values of parameters.
 */
export function emitVersionAndAlias(
  translation: Translation,
  resource: SamResource,
  aliasName: string,
  lambda: Fields,
  code: Fields,
): PublishedVersion {
  const { logicalId, properties } = resource;
  const sha = resolveParameter(translation, properties['AutoPublishCodeSha256']);
  const prefix = `${logicalId}Version`;
  const versionId =
    typeof sha === 'string'
      ? givenHashLogicalId(prefix, sha)
      : hashedLogicalId(prefix, versionedParts(translation, properties, lambda, code));
  const aliasId = `${logicalId}Alias${aliasName.replaceAll('-', 'D').replaceAll('_', 'U')}`;
  emit(
    translation,
    versionId,
    'AWS::Lambda::Version',
    defined({ Description: properties['VersionDescription'], FunctionName: ref(logicalId) }),
    { DeletionPolicy: properties['VersionDeletionPolicy'] ?? 'Retain', ...inherited(resource) },
  );
  emit(
    translation,
    aliasId,
    'AWS::Lambda::Alias',
    defined({
      Name: aliasName,
      FunctionName: ref(logicalId),
      FunctionVersion: getAtt(versionId, 'Version'),
      ProvisionedConcurrencyConfig: properties['ProvisionedConcurrencyConfig'],
    }),
    inherited(resource),
  );
  translation.references.set(`${logicalId}.Version`, versionId);
  translation.references.set(`${logicalId}.Alias`, aliasId);
  return { aliasId, description: typeof sha === 'string' ? describedBy(translation, resource, sha) : undefined };
}

/** What makes a new version when it changes: everything if so asked, or the code and the settings that AWS thinks of. */
function versionedParts(translation: Translation, properties: Fields, lambda: Fields, code: Fields): Fields {
  if (properties['AutoPublishAliasAllProperties']) return { ...lambda, ...publishedLayers(translation, lambda['Layers']) };
  const { Environment: environment, MemorySize, SnapStart } = lambda;
  const isSnapped = isMap(SnapStart) && (SnapStart['ApplyOn'] ?? 'None') !== 'None';
  return {
    ...code,
    ...(isMap(environment) ? environment : {}),
    ...(MemorySize ? { MemorySize } : {}),
    ...(isSnapped ? { SnapStart } : {}),
  };
}

/** The template's layers that ask for a new version of their functions, `PublishLambdaVersion`. */
function publishedLayers(translation: Translation, layers: unknown): Fields {
  const found: Fields = {};
  for (const layer of Array.isArray(layers) ? layers : []) {
    const attribute = isMap(layer) ? layer['Fn::GetAtt'] : undefined;
    const id = refOf(layer) ?? (Array.isArray(attribute) ? String(attribute[0]) : undefined);
    const properties = id === undefined ? undefined : translation.source.get(id)?.properties;
    if (id !== undefined && properties?.['PublishLambdaVersion']) found[id] = properties;
  }
  return found;
}

/** The function's description, and the hash: a text, or a function that joins the two. */
function describedBy(translation: Translation, { properties }: SamResource, sha: string): unknown {
  const description = resolveParameters(translation, properties['Description']);
  if (!description) return sha;
  return typeof description === 'string' ? `${description} ${sha}` : { 'Fn::Join': [' ', [description, sha]] };
}
