/** Writes a version of a parameter: PutParameter, and CloudFormation's resource. */
import type { PutParameterRequest, Tag } from '@aws-sdk/client-ssm';
import type { Scope } from '../../store/ports.ts';
import { violated } from '../../wire/violations.ts';
import { errors } from './errors.ts';
import {
  checkHierarchy,
  latest,
  type ParameterType,
  type ParameterVersion,
  type Ssm,
  type StoredParameter,
} from './parameter.ts';

const types: readonly string[] = ['SecureString', 'StringList', 'String'];
const dataTypes: readonly string[] = ['text', 'aws:ec2:image', 'aws:ssm:integration'];
const mostVersions = 100;

/** What an overwrite does not say stays as it is. @throws ParameterAlreadyExists, ValidationException, ParameterPatternMismatchException */
export function writeParameter(ssm: Ssm, scope: Scope, input: PutParameterRequest, user: string): ParameterVersion {
  const name = input.Name ?? '';
  const value = input.Value ?? '';
  checkName(name);
  if (input.Policies) throw errors.invalid('Policies of parameters are not built here.');
  if (input.DataType !== undefined && !dataTypes.includes(input.DataType)) throw errors.dataType(input.DataType);
  if (input.Type !== undefined && !types.includes(input.Type))
    throw errors.invalid(violated('type', input.Type, `Member must satisfy enum value set: [${types.join(', ')}]`));
  const known = ssm.parameters.find(scope, name);
  if (known && !input.Overwrite) throw errors.exists();
  if (known && input.Tags?.length)
    throw errors.invalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  const type = input.Type ?? (known && latest(known).type);
  if (type === undefined) throw errors.invalid('A parameter type is required when you create a parameter.');
  const before = known && latest(known);
  const wasAdvanced = input.Tier === undefined && before?.tier === 'Advanced';
  const needsAdvanced = input.Tier === 'Intelligent-Tiering' && value.length > 4096;
  const tier = input.Tier === 'Advanced' || wasAdvanced || needsAdvanced ? 'Advanced' : 'Standard';
  const longest = tier === 'Advanced' ? 8192 : 4096;
  if (value === '') throw errors.invalid(violated('value', '', 'Member must have length greater than or equal to 1.'));
  if (Buffer.byteLength(value) > longest)
    throw errors.invalid(
      `${tier} tier parameters support a maximum parameter value of ${longest} characters.${tier === 'Standard' ? ' To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html' : ''}`,
    );
  const allowedPattern = input.AllowedPattern ?? before?.allowedPattern;
  checkPattern(allowedPattern, value);
  const version: ParameterVersion = {
    version: before ? before.version + 1 : 1,
    type: type as ParameterType,
    value,
    description: input.Description ?? before?.description,
    allowedPattern,
    keyId: input.KeyId ?? before?.keyId,
    dataType: input.DataType ?? 'text',
    tier,
    modified: ssm.now(),
    user,
  };
  const versions: StoredParameter['versions'] = known ? [...known.versions, version] : [version];
  const kept = versions.slice(-mostVersions) as [ParameterVersion, ...ParameterVersion[]];
  const [oldest] = versions;
  if (kept.length < versions.length && oldest.labels?.length) throw errors.versionLimit(name, oldest.version);
  ssm.parameters.put(scope, { name: known?.name ?? name, versions: kept, tags: known?.tags ?? toTags(input.Tags ?? []) });
  return version;
}

export const toTags = (tags: readonly Tag[]): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

/** Slashes that divide. */
const mostLevels = 15;

function checkName(name: string): void {
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name) || Buffer.byteLength(name) > 1011) throw errors.name();
  if (name.includes('/') && !name.startsWith('/')) throw errors.invalid('Parameter name must be a fully qualified name.');
  if (name.endsWith('/')) throw errors.invalid('Parameter name must not end with slash.');
  checkHierarchy(name);
  const levels = name.split('/').length - 1;
  if (levels > mostLevels) throw errors.levels(name, levels);
  const root = /^\/?([^/]*)/.exec(name)?.[1] ?? '';
  if (!/^(?:aws|ssm)/i.test(root)) return;
  if (!name.startsWith('/')) throw errors.invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  if (/^aws/i.test(root)) throw errors.invalid(`No access to reserved parameter name: ${name}.`);
  throw errors.name();
}

function checkPattern(pattern: string | undefined, value: string): void {
  if (pattern === undefined || pattern === '') return;
  let matches: boolean;
  try {
    matches = new RegExp(pattern).test(value);
  } catch {
    throw errors.patternInvalid(pattern);
  }
  if (!matches) throw errors.pattern(pattern);
}
