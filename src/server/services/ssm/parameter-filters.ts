/**
 * `ParameterFilters`: which parameters a list shows. Who calls it: DescribeParameters and GetParametersByPath.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
 */
import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { violation, violationMessage } from '../../wire/violations.ts';
import { errors } from './errors.ts';
import { latest, type StoredParameter } from './parameter.ts';

type Filters = readonly ParameterStringFilter[];

const values: Readonly<Record<string, readonly string[]>> = {
  Tier: ['Standard', 'Advanced', 'Intelligent-Tiering'],
  Type: ['String', 'StringList', 'SecureString'],
};
/** Keys that AWS takes and does not name. */
const unnamed = ['Label', 'DataType'];
const options: Readonly<Record<string, readonly string[]>> = {
  Path: ['Recursive', 'OneLevel'],
  Name: ['BeginsWith', 'Equals', 'Contains'],
};

/**
 * @param valid keys; tags are valid where `Name` is.
 * @throws ValidationException, InvalidFilterKey, InvalidFilterOption, InvalidFilterValue
 */
export function checkFilters(filters: Filters, valid: readonly string[]): void {
  checkForm(filters);
  const seen = new Set<string>();
  for (const { Key: key = '', Option: option, Values: given = [] } of filters) {
    const isTag = key.startsWith('tag:') && valid.includes('Name');
    if (!isTag && !valid.includes(key))
      throw errors.filterKey(
        key,
        valid.filter((name) => !unnamed.includes(name)),
      );
    if (seen.has(key))
      throw errors.invalid(
        `The following filter is duplicated in the request: ${key}. A request can contain only one occurrence of a specific filter.`,
      );
    seen.add(key);
    if (given.length === 0 && !isTag)
      throw errors.filterValue(`The following filter values are missing : null for filter key ${key}`);
    const allowed = options[key] ?? ['BeginsWith', 'Equals'];
    // AWS does not name Contains, which it takes.
    if (option !== undefined && !allowed.includes(option))
      throw errors.filterOption(
        option,
        allowed.filter((name) => name !== 'Contains'),
      );
    if (key === 'Path') checkPaths(given);
    const wrong = option === 'BeginsWith' ? undefined : given.find((value) => values[key]?.includes(value) === false);
    if (wrong !== undefined)
      throw errors.filterValue(
        `The following filter value is not valid: ${wrong}. Valid values include: [${values[key]?.join(', ')}].`,
      );
  }
}

/** What the model says of the members. */
function checkForm(filters: Filters): void {
  const broken = filters.flatMap(({ Key: key = '', Option: option, Values: given = [] }, place) => {
    const at = (member: string) => `parameterFilters.${place + 1}.member.${member}`;
    const pattern = 'tag:.+|Name|Type|KeyId|Path|Label|Tier';
    return [
      ...(new RegExp(`^(?:${pattern}|DataType)$`).test(key)
        ? []
        : [violation(at('key'), key, `Member must satisfy regular expression pattern: ${pattern}`)]),
      ...(key.length > 132 ? [violation(at('key'), key, 'Member must have length less than or equal to 132')] : []),
      ...((option ?? '').length > 10
        ? [violation(at('option'), option, 'Member must have length less than or equal to 10')]
        : []),
      ...(given.length > 50
        ? [violation(at('values'), `[${given.join(', ')}]`, 'Member must have length less than or equal to 50')]
        : []),
      ...(given.some((value) => value.length < 1 || value.length > 1024)
        ? [
            violation(
              at('values'),
              `[${given.join(', ')}]`,
              'Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1]',
            ),
          ]
        : []),
    ];
  });
  if (broken.length > 0) throw errors.invalid(violationMessage(...broken));
}

function checkPaths(paths: readonly string[]): void {
  if (paths.some((path) => /^\/(?:aws|ssm)(?:\/|$)/i.test(path)))
    throw errors.invalid('Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  if (paths.every((path) => /^(?:\/[a-zA-Z0-9_.-]+)*\/?$/.test(path) && path.startsWith('/'))) return;
  throw errors.invalid(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
}

/** Does the parameter pass all of them? */
export function passes(parameter: StoredParameter, filters: Filters): boolean {
  return filters.every((filter) => matches(parameter, filter));
}

function matches(parameter: StoredParameter, { Key = '', Option, Values = [] }: ParameterStringFilter): boolean {
  const compare = (text: string): boolean =>
    Values.some((value) => (Option === 'BeginsWith' ? text.startsWith(value) : text === value));
  const newest = latest(parameter);
  switch (Key) {
    case 'Name':
      return Values.some((value) => matchesName(parameter.name, value, Option));
    case 'Type':
      return compare(newest.type);
    case 'Tier':
      return compare(newest.tier);
    case 'DataType':
      return compare(newest.dataType);
    case 'KeyId':
      return newest.type === 'SecureString' && compare(newest.keyId ?? 'alias/aws/ssm');
    case 'Label':
      return parameter.versions.some(({ labels = [] }) => labels.some(compare));
    case 'Path':
      return Values.some((path) => isBelow(parameter.name, path, Option === 'Recursive'));
    default: {
      const value = parameter.tags[Key.slice('tag:'.length)];
      return value !== undefined && (Values.length === 0 || compare(value));
    }
  }
}

/** The slash at the beginning of a name counts for nothing. */
function matchesName(name: string, value: string, option: string | undefined): boolean {
  const bare = (text: string): string => text.replace(/^\//, '');
  if (option === 'Contains') return `/${bare(name)}`.includes(value);
  return option === 'BeginsWith' ? bare(name).startsWith(bare(value)) : bare(name) === bare(value);
}

/** A name without a slash is below `/`. */
export function isBelow(name: string, path: string, recursive: boolean): boolean {
  const full = name.startsWith('/') ? name : `/${name}`;
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return full.startsWith(prefix) && (recursive || !full.slice(prefix.length).includes('/'));
}
