/**
 * Parameters as they are stored: one record for a name, with its versions.
 *
 * Who calls it: the operations, CloudFormation's resource and its dynamic references.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
 */
import { createHash } from 'node:crypto';
import type { Parameter, ParameterMetadata } from '@aws-sdk/client-ssm';
import type { ControlPlane, Scope } from '../../store/ports.ts';
import { errors } from './errors.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';

export interface ParameterVersion {
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  readonly keyId?: string | undefined;
  readonly dataType: string;
  readonly tier: string;
  /** Epoch milliseconds. */
  readonly modified: number;
  /** ARN of who wrote it. */
  readonly user: string;
  /** A label is on one version of a parameter at most. */
  readonly labels?: readonly string[] | undefined;
}

export interface StoredParameter {
  readonly name: string;
  /** The oldest first, at most 100; never empty. */
  readonly versions: readonly [ParameterVersion, ...ParameterVersion[]];
  readonly tags: Readonly<Record<string, string>>;
}

export interface Parameters {
  /** `/name` and `name` are one, unless they are part of a longer path. */
  find(scope: Scope, name: string): StoredParameter | undefined;
  put(scope: Scope, parameter: StoredParameter): void;
  remove(scope: Scope, name: string): boolean;
  /** In order of their names. */
  list(scope: Scope, prefix?: string): StoredParameter[];
}

export interface Ssm {
  readonly parameters: Parameters;
  readonly now: () => number;
}

export function openParameters(controlPlane: ControlPlane): Parameters {
  const collection = controlPlane.collection<StoredParameter>('ssm-parameter');
  const find: Parameters['find'] = (scope, name) =>
    namesOf(name)
      .map((candidate) => collection.get(scope, candidate))
      .find(Boolean);
  return {
    find,
    put: (scope, parameter) => collection.put(scope, parameter.name, parameter),
    remove(scope, name) {
      const found = find(scope, name);
      return found !== undefined && collection.delete(scope, found.name);
    },
    list: (scope, prefix = '') => collection.list(scope, prefix).map(({ value }) => value),
  };
}

function namesOf(name: string): string[] {
  if (Buffer.byteLength(name) > 1011) return [];
  const bare = name.replace(/^\//, '');
  if (bare === '' || bare.includes('/')) return [name];
  return [name, name === bare ? `/${bare}` : bare];
}

export function latest(parameter: StoredParameter): ParameterVersion {
  return parameter.versions[parameter.versions.length - 1] ?? parameter.versions[0];
}

export interface Selected {
  readonly parameter: StoredParameter;
  readonly version: ParameterVersion;
  /** As it was asked for: `/name` of a parameter that is called `name`. */
  readonly name: string;
  /** `:3` of `name:3`. */
  readonly selector?: string | undefined;
}

/** By name, `name:VERSION`, `name:LABEL`, or ARN. @throws ValidationException, ParameterNotFound, ParameterVersionNotFound */
export function select(parameters: Parameters, scope: Scope, wanted: string): Selected {
  const [, asked = wanted, selector] = /^([^:]+)(:[^:]+)?$/.exec(nameOfArn(wanted)) ?? [];
  checkHierarchy(asked);
  const parameter = parameters.find(scope, asked);
  if (!parameter) throw errors.notFound();
  const name = wanted.startsWith('arn:') ? parameter.name : asked;
  if (selector === undefined) return { parameter, name, version: latest(parameter) };
  const text = selector.slice(1);
  const version = parameter.versions.find((one) => String(one.version) === text || one.labels?.includes(text));
  if (!version && /^\d+$/.test(text)) throw errors.versionNotFound(parameter.name, text);
  if (!version) throw errors.labelNotFound(parameter.name, text);
  return { parameter, name, version, selector };
}

/** A path has a slash at its beginning, and something between any two. @throws ValidationException */
export function checkHierarchy(name: string): void {
  if (name.includes('//') || (name.includes('/') && !name.startsWith('/'))) throw errors.name();
}

const nameOfArn = (wanted: string): string => wanted.replace(/^arn:aws[a-z-]*:ssm:[^:]*:\d*:parameter/, '');

export const parameterArn = (scope: Scope, name: string): string =>
  `arn:aws:ssm:${scope.region}:${scope.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;

/** The output shape. A SecureString that is not decrypted is shown as a text that says nothing of the value. */
export function describeParameter(
  scope: Scope,
  { parameter, name = parameter.name, version, selector }: Omit<Selected, 'name'> & Partial<Selected>,
  decrypt: boolean,
): Parameter {
  const hidden = version.type === 'SecureString' && !decrypt;
  return {
    Name: name,
    Type: version.type,
    Value: hidden ? createHash('sha256').update(`${parameter.name}:${version.version}`).digest('base64') : version.value,
    Version: version.version,
    Selector: selector,
    LastModifiedDate: new Date(version.modified),
    ARN: parameterArn(scope, parameter.name),
    DataType: version.dataType,
  };
}

/** What DescribeParameters and GetParameterHistory say, without the value. */
export function describeMetadata(name: string, version: ParameterVersion): ParameterMetadata {
  return {
    Name: name,
    Type: version.type,
    KeyId: version.type === 'SecureString' ? (version.keyId ?? 'alias/aws/ssm') : undefined,
    LastModifiedDate: new Date(version.modified),
    LastModifiedUser: version.user,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Tier: version.tier as 'Standard',
    Policies: [],
    DataType: version.dataType,
  };
}
