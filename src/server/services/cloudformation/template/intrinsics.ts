/**
 * Resolves intrinsic functions and dynamic references in a value of a template.
 *
 * Who calls it: the engine for properties and outputs, conditions and rules for theirs.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
import type { Tenant } from '../../ports.ts';
import { validationError } from '../errors.ts';
import { cidrBlocks } from './cidr.ts';
import { resolveReferences, type StoredParameter } from './dynamic-references.ts';
import { splitAttribute } from './short-forms.ts';
import { intrinsicOf, isObject, type Section } from './template.ts';

export interface Evaluation {
  readonly tenant: Tenant;
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
  /** Text, or a list of texts for the list types. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  readonly mappings: Section;
  condition(name: string): boolean;
  /** What `Ref` of a resource gives. Undefined for what is no resource. */
  ref(logicalId: string): unknown;
  /** @throws ValidationError for an attribute that the resource does not have. */
  attribute(logicalId: string, name: string): unknown;
  /** @throws ValidationError for an export that is not there. */
  importValue(name: string): string;
  /** What stands for a value that is not known yet: a preview's. It is split into nothing. */
  readonly unknown?: string | undefined;
  /** Of Parameter Store: `NAME` or `NAME:VERSION`. */
  storedParameter(name: string): StoredParameter | undefined;
}

const noValue = Symbol('AWS::NoValue');

/** @returns the value without functions; what is `AWS::NoValue` is left out. @throws ValidationError as AWS words it. */
export function resolve(value: unknown, evaluation: Evaluation): unknown {
  const resolved = evaluate(value, evaluation);
  return resolved === noValue ? undefined : resolved;
}

function evaluate(value: unknown, on: Evaluation): unknown {
  if (typeof value === 'string') return withReferences(value, on);
  if (Array.isArray(value)) return value.map((entry) => evaluate(entry, on)).filter((entry) => entry !== noValue);
  if (!isObject(value)) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic) return call(intrinsic.name, intrinsic.argument, on);
  const entries = Object.entries(value).map(([key, entry]) => [key, evaluate(entry, on)] as const);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== noValue));
}

const joinText =
  'Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.';
const splitText =
  'Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.';

function call(name: string, argument: unknown, on: Evaluation): unknown {
  switch (name) {
    case 'Ref':
      return ref(argument, on);
    case 'Condition':
      // Only conditions themselves refer to others by `Condition`; elsewhere (IAM policies) it is a plain key.
      return typeof argument === 'string' ? on.condition(argument) : { Condition: evaluate(argument, on) };
    case 'Fn::GetAtt':
      return getAtt(argument, on);
    case 'Fn::Sub':
      return sub(argument, on);
    case 'Fn::Join': {
      const [delimiter, list] = pair(name, argument, joinText);
      const items = evaluate(list, on);
      if (!Array.isArray(items) || items.some((item) => Array.isArray(item) || isObject(item)))
        throw validationError(`Template error: every ${joinText}`);
      // What the CDK writes: a reference in pieces.
      return withReferences(items.map(text).join(text(evaluate(delimiter, on))), on);
    }
    case 'Fn::Select':
      return select(argument, on);
    case 'Fn::Split': {
      const [delimiter, source] = pair(name, argument, splitText);
      const whole = evaluate(source, on);
      if (Array.isArray(whole) || isObject(whole)) throw validationError(`Template error: every ${splitText}`);
      if (on.unknown !== undefined && text(whole).includes(on.unknown)) return on.unknown;
      return text(whole).split(text(delimiter));
    }
    case 'Fn::If': {
      if (!Array.isArray(argument) || argument.length !== 3)
        throw validationError('Template error: Fn::If requires a list argument with three elements');
      return evaluate(on.condition(text(argument[0])) ? argument[1] : argument[2], on);
    }
    case 'Fn::Equals': {
      const [left, right] = pair(name, argument, 'Fn::Equals object requires a list of 2 string parameters.');
      return same(evaluate(left, on), evaluate(right, on));
    }
    case 'Fn::Not':
      return !truth(list(name, argument)[0], on);
    case 'Fn::And':
      return list(name, argument).every((entry) => truth(entry, on));
    case 'Fn::Or':
      return list(name, argument).some((entry) => truth(entry, on));
    case 'Fn::Contains': {
      const [all, one] = pair(name, argument, 'Fn::Contains requires a list argument with two elements');
      const wanted = evaluate(one, on);
      return list(name, evaluate(all, on)).some((entry) => same(entry, wanted));
    }
    case 'Fn::EachMemberEquals': {
      const [all, one] = pair(name, argument, 'Fn::EachMemberEquals requires a list argument with two elements');
      const wanted = evaluate(one, on);
      return list(name, evaluate(all, on)).every((entry) => same(entry, wanted));
    }
    case 'Fn::EachMemberIn': {
      const [members, allowed] = pair(name, argument, 'Fn::EachMemberIn requires a list argument with two elements');
      const among = list(name, evaluate(allowed, on));
      return list(name, evaluate(members, on)).every((entry) => among.some((other) => same(entry, other)));
    }
    case 'Fn::FindInMap':
      return findInMap(argument, on);
    case 'Fn::ImportValue':
      return on.importValue(text(evaluate(argument, on)));
    case 'Fn::Base64':
      return Buffer.from(text(evaluate(argument, on))).toString('base64');
    case 'Fn::GetAZs':
      return ['a', 'b', 'c'].map((zone) => `${text(evaluate(argument, on)) || on.tenant.region}${zone}`);
    case 'Fn::Cidr':
      return cidrBlocks(list(name, argument).map((entry) => evaluate(entry, on)));
    case 'Fn::Length':
      return list(name, evaluate(argument, on)).length;
    case 'Fn::ToJsonString':
      return JSON.stringify(evaluate(argument, on));
    default:
      throw validationError(`Template Error: Encountered unsupported function: ${name}`);
  }
}

function ref(argument: unknown, on: Evaluation): unknown {
  const name = text(argument);
  const pseudo = pseudoParameter(name, on);
  if (pseudo !== undefined) return pseudo;
  if (Object.hasOwn(on.parameters, name)) {
    const given = on.parameters[name];
    // A parameter can say it too, so that a property is left out.
    if (given === 'AWS::NoValue') return noValue;
    return typeof given === 'string' ? withReferences(given, on) : given;
  }
  const value = on.ref(name);
  if (value === undefined) throw unresolved(name);
  return value;
}

export const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

function pseudoParameter(name: string, on: Evaluation): unknown {
  switch (name) {
    case 'AWS::AccountId':
      return on.tenant.account;
    case 'AWS::Region':
      return on.tenant.region;
    case 'AWS::Partition':
      return partitionOf(on.tenant.region);
    case 'AWS::URLSuffix':
      return on.tenant.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    case 'AWS::StackId':
      return on.stackId;
    case 'AWS::StackName':
      return on.stackName;
    case 'AWS::NotificationARNs':
      return [...on.notificationArns];
    case 'AWS::NoValue':
      return noValue;
    default:
      return undefined;
  }
}

function getAtt(argument: unknown, on: Evaluation): unknown {
  const parts = typeof argument === 'string' ? splitAttribute(argument) : argument;
  if (!Array.isArray(parts) || parts.length < 2) {
    throw validationError(
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  const [logicalId, ...rest] = parts;
  return on.attribute(text(logicalId), rest.map((entry) => text(evaluate(entry, on))).join('.'));
}

function sub(argument: unknown, on: Evaluation): string {
  const [source, given] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof source !== 'string' || !isObject(given ?? {})) {
    throw validationError(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
    );
  }
  const variables = (given ?? {}) as Record<string, unknown>;
  const filled = source.replace(subVariable, (_whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const key = name.trim();
    const value = Object.hasOwn(variables, key)
      ? evaluate(variables[key], on)
      : key.includes('.')
        ? getAtt(key, on)
        : ref(key, on);
    if (Array.isArray(value) || isObject(value)) throw noText(key);
    return value === noValue ? '' : text(value);
  });
  return withReferences(filled, on);
}

export const noText = (variable: string) =>
  validationError(`Template error: variable ${variable} in Fn::Sub expression does not resolve to a string`);

/** `${Name}`, `${Resource.Attribute}` and the literal `${!Name}`. */
export const subVariable = /\$\{([^}]+)\}/g;

function select(argument: unknown, on: Evaluation): unknown {
  const message = 'Fn::Select requires a list argument with two elements: an integer index and a list';
  const [at, from] = pair('Fn::Select', argument, message);
  const index = Number(text(evaluate(at, on)));
  const items = evaluate(from, on);
  if (!Number.isInteger(index) || !Array.isArray(items)) throw validationError(`Template error: ${message}`);
  if (index < 0 || index >= items.length)
    throw validationError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
  return items[index];
}

function findInMap(argument: unknown, on: Evaluation): unknown {
  const parts = list('Fn::FindInMap', argument);
  const [map = '', first = '', second = ''] = parts.slice(0, 3).map((part) => text(evaluate(part, on)));
  const level = (from: unknown, key: string): unknown => (isObject(from) && Object.hasOwn(from, key) ? from[key] : undefined);
  const found = level(level(level(on.mappings, map), first), second);
  if (found !== undefined) return evaluate(found, on);
  const options = parts[3];
  if (isObject(options) && 'DefaultValue' in options) return evaluate(options['DefaultValue'], on);
  throw validationError(`Template error: Unable to get mapping for ${map}::${first}::${second}`);
}

const withReferences = (source: string, on: Evaluation): string => resolveReferences(source, (name) => on.storedParameter(name));

function truth(value: unknown, on: Evaluation): boolean {
  const resolved = evaluate(value, on);
  return resolved === true || resolved === 'true';
}

const same = (left: unknown, right: unknown): boolean =>
  isObject(left) || isObject(right) ? JSON.stringify(left) === JSON.stringify(right) : text(left) === text(right);

function list(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw validationError(`Template error: ${name} requires a list argument`);
  return value;
}

function pair(name: string, value: unknown, message: string): readonly [unknown, unknown] {
  if (!Array.isArray(value) || value.length !== 2) {
    throw validationError(`Template error: ${message.startsWith(`${name} requires`) ? '' : 'every '}${message}`);
  }
  return [value[0], value[1]];
}

/** Scalars are text to CloudFormation. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(text).join(',');
  if (isObject(value)) return JSON.stringify(value);
  return value === null || value === undefined || typeof value === 'symbol' ? '' : String(value);
}

export const unresolved = (name: string) =>
  validationError(`Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`);
