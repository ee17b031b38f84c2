/**
 * The values of a template's parameters: given, previous or default, checked as AWS checks them, SSM types looked up.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
import type { Parameter } from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors.ts';
import { inHashOrder } from '../hash-order.ts';
import type { LookUp } from './dynamic-references.ts';
import { text } from './intrinsics.ts';
import type { ParameterDeclaration, Template } from './template.ts';

export interface ParameterValue {
  /** As given: for an SSM type, the name in Parameter Store. */
  readonly value: string;
  /** SSM types only. */
  readonly resolvedValue?: string | undefined;
  readonly noEcho: boolean;
}

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

const ssmType = /^AWS::SSM::Parameter::Value<(.+)>$/;

/**
 * @param previous values of the stack so far, for UsePreviousValue; none for a new stack.
 * @param lookUp a parameter of Parameter Store.
 */
export function parameterValues(
  template: Template,
  given: readonly Parameter[],
  previous: ParameterValues | undefined,
  lookUp: LookUp,
): ParameterValues {
  const declared = template.Parameters ?? {};
  const keys = given.map((parameter) => parameter.ParameterKey ?? '');
  const twice = keys.filter((key, index) => keys.indexOf(key) < index);
  if (twice.length > 0) throw validationError(`Duplicate parameter keys: [${[...new Set(twice)].join(', ')}]`);
  const unknown = keys.filter((key) => !Object.hasOwn(declared, key));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing: string[] = [];
  const values: Record<string, ParameterValue> = {};
  for (const [key, declaration] of Object.entries(declared)) {
    const one = given.find((parameter) => parameter.ParameterKey === key);
    if (one?.UsePreviousValue) checkPrevious(key, one, previous);
    const value = one?.UsePreviousValue ? previous?.[key]?.value : (one?.ParameterValue ?? defaultOf(declaration));
    if (value === undefined) {
      missing.push(key);
      continue;
    }
    check(key, declaration, value);
    const [, inner] = ssmType.exec(declaration.Type) ?? [];
    const resolvedValue = inner === undefined ? undefined : storedValue(value, inner, lookUp);
    values[key] = { value, resolvedValue, noEcho: String(declaration.NoEcho) === 'true' };
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

/** @throws ValidationError. */
function checkPrevious(key: string, { ParameterValue: value }: Parameter, previous: ParameterValues | undefined): void {
  const invalid = (why: string) =>
    validationError(`Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true ${why}`);
  if (value) throw invalid('and non empty value for a parameter');
  if (previous && !Object.hasOwn(previous, key)) throw invalid('for a parameter key not in the previous template');
}

/**
 * The value of a parameter of Parameter Store, whose kind has to be that of the type.
 * @param name with a version if need be; labels are not taken. @param inner `String` of `AWS::SSM::Parameter::Value<String>`.
 */
function storedValue(name: string, inner: string, lookUp: LookUp): string {
  const found = /^[^:]*(:\d+)?$/.test(name) ? lookUp(name) : undefined;
  if (!found) throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
  if (found.type === 'SecureString')
    throw validationError(`Parameters [${name}] referenced by template have types not supported by CloudFormation.`);
  if ((found.type === 'StringList') !== isListType(inner))
    throw validationError(`Types for SSM parameters [${name}] defined in CFN template and SSM are incompatible`);
  return isListType(inner) ? entriesOf(found.value).join(',') : found.value;
}

const isListType = (type: string): boolean => type === 'CommaDelimitedList' || type.startsWith('List<');
const entriesOf = (list: string): string[] => list.split(',').map((entry) => entry.trim());

/** What `Ref` of each parameter gives: a list for the list types. */
export function referredValues(template: Template, values: ParameterValues): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    Object.entries(values).map(([key, { value, resolvedValue }]) => {
      const type = template.Parameters?.[key]?.Type ?? 'String';
      const inner = ssmType.exec(type)?.[1] ?? type;
      const content = resolvedValue ?? value;
      return [key, isListType(inner) ? (content === '' ? [] : entriesOf(content)) : content];
    }),
  );
}

/** What DescribeStacks shows: NoEcho values as asterisks. */
export const shownParameters = (values: ParameterValues): Parameter[] =>
  inHashOrder(Object.entries(values), ([name]) => name).map(([ParameterKey, { value, resolvedValue, noEcho }]) => ({
    ParameterKey,
    ParameterValue: noEcho ? '****' : value,
    ...(resolvedValue === undefined ? {} : { ResolvedValue: noEcho ? '****' : resolvedValue }),
  }));

export const defaultOf = (declaration: ParameterDeclaration): string | undefined =>
  declaration.Default === undefined || declaration.Default === null ? undefined : text(declaration.Default);

function check(key: string, declaration: ParameterDeclaration, value: string): void {
  const { AllowedValues: allowed, AllowedPattern: pattern, ConstraintDescription: described } = declaration;
  const refuse = (why: string) =>
    validationError(described ? `Parameter ${key} failed to satisfy constraint: ${described}` : `Parameter '${key}' ${why}`);
  const entries = isListType(declaration.Type) ? entriesOf(value) : [value];
  if (declaration.Type === 'Number' || declaration.Type === 'List<Number>') {
    for (const entry of entries) checkNumber(declaration, entry, refuse);
  }
  if (allowed && entries.some((entry) => !allowed.some((option) => text(option) === entry)))
    throw refuse('must be one of AllowedValues');
  if (pattern !== undefined && entries.some((entry) => !patternOf(key, pattern).test(entry)))
    throw refuse(`must match pattern ${pattern}`);
  if (value.length < Number(declaration.MinLength ?? 0))
    throw refuse(`must contain at least ${text(declaration.MinLength)} characters`);
  if (value.length > Number(declaration.MaxLength ?? Number.POSITIVE_INFINITY))
    throw refuse(`must contain at most ${text(declaration.MaxLength)} characters`);
  if (Buffer.byteLength(value) > 4096) throw validationError(`Parameter '${key}' must contain at most 4096 characters`);
}

function checkNumber(declaration: ParameterDeclaration, entry: string, refuse: (why: string) => Error): void {
  const number = Number(entry);
  if (entry === '' || Number.isNaN(number)) throw refuse('must be a number.');
  if (number < Number(declaration.MinValue ?? Number.NEGATIVE_INFINITY))
    throw refuse(`must be a number not less than ${text(declaration.MinValue)}`);
  if (number > Number(declaration.MaxValue ?? Number.POSITIVE_INFINITY))
    throw refuse(`must be a number not greater than ${text(declaration.MaxValue)}`);
}

/** The whole value has to match. @throws ValidationError for what is no regular expression. */
function patternOf(key: string, pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    throw validationError(`Template format error: Parameter '${key}' has an AllowedPattern that is no regular expression.`);
  }
}
