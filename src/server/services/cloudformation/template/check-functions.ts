/**
 * Refuses functions that are used wrongly, wherever that can be seen without values. Pure.
 *
 * Who calls it: validate.ts, for templates as they will be deployed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
import { validationError } from '../errors.ts';
import { subVariable } from './intrinsics.ts';
import { splitAttribute } from './short-forms.ts';
import { intrinsicOf, isObject, type Template } from './template.ts';

/** What functions may name. */
export interface Names {
  readonly resources: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
  readonly mappings: ReadonlySet<string>;
  /** Does the template declare AWS::LanguageExtensions? */
  readonly extended: boolean;
}

export const namesOf = (template: Template, extended: boolean): Names => ({
  resources: new Set(Object.keys(template.Resources)),
  conditions: new Set(Object.keys(template.Conditions ?? {})),
  mappings: new Set(Object.keys(template.Mappings ?? {})),
  extended,
});

const error = (text: string) => validationError(`Template error: ${text}`);

const texts = {
  ref: 'every Ref object must have a single String value.',
  getAtt: 'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  join: 'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
  select: 'Fn::Select requires a list argument with two elements: an integer index and a list',
  split:
    'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
  sub: "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
  subName: 'variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
  ifCondition: 'Fn::If requires a list argument with the first element being a condition',
  ifLength: 'Fn::If requires a list argument with three elements',
  equals: 'every Fn::Equals object requires a list of 2 string parameters.',
  not: 'every Fn::Not object requires one boolean parameter.',
  findInMap: 'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
  importValue: 'the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs',
  cidr: 'every Fn::Cidr object requires two or three parameters, (1) an address block, (2) a count and (3) the number of subnet bits.',
} as const;

const supported =
  '[Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split, Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]';
const rules = ['Fn::Contains', 'Fn::EachMemberEquals', 'Fn::EachMemberIn', 'Fn::ValueOf', 'Fn::ValueOfAll', 'Fn::RefAll'];

/** @throws ValidationError for the first wrong use in the value. */
export function checkFunctions(value: unknown, names: Names): void {
  if (Array.isArray(value)) for (const entry of value) checkFunctions(entry, names);
  if (!isObject(value)) return;
  const intrinsic = intrinsicOf(value);
  if (intrinsic) checkFunction(intrinsic.name, intrinsic.argument, names);
  for (const entry of Object.values(value)) checkFunctions(entry, names);
}

function checkFunction(name: string, argument: unknown, names: Names): void {
  const list = Array.isArray(argument) ? argument : undefined;
  switch (name) {
    case 'Condition':
      return;
    case 'Ref':
      if (typeof argument !== 'string' || argument === '') throw error(texts.ref);
      return;
    case 'Fn::GetAtt':
      checkGetAtt(argument, names);
      return;
    case 'Fn::Sub':
      checkSub(argument, names);
      return;
    case 'Fn::Join':
      if (list?.length !== 2 || typeof list[0] !== 'string' || !isListOrFunction(list[1])) throw error(texts.join);
      return;
    case 'Fn::Split':
      if (list?.length !== 2 || typeof list[0] !== 'string' || !isTextOrFunction(list[1])) throw error(texts.split);
      return;
    case 'Fn::Select':
      checkSelect(list);
      return;
    case 'Fn::If':
      if (!list || typeof list[0] !== 'string') throw error(texts.ifCondition);
      if (list.length !== 3) throw error(texts.ifLength);
      if (!names.conditions.has(list[0])) throw error(`unresolved condition dependency ${list[0]} in Fn::If`);
      return;
    case 'Fn::Equals':
      if (list?.length !== 2) throw error(texts.equals);
      return;
    case 'Fn::Not':
      if (list?.length !== 1) throw error(texts.not);
      return;
    case 'Fn::And':
    case 'Fn::Or':
      if (!list || list.length < 2 || list.length > 10)
        throw error(`every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`);
      return;
    case 'Fn::FindInMap':
      if (list?.length !== 3 && !(names.extended && list?.length === 4)) throw error(texts.findInMap);
      if (typeof list[0] === 'string' && !names.mappings.has(list[0]) && list.length === 3)
        throw error(`Mapping named '${list[0]}' is not present in the 'Mappings' section of template.`);
      return;
    case 'Fn::Base64':
    case 'Fn::GetAZs':
      if (!isTextOrFunction(argument)) throw error(`every ${name} object must have a String-typed value.`);
      return;
    case 'Fn::ImportValue':
      if (!isTextOrFunction(argument) || dependsOnResources(argument, names)) throw error(texts.importValue);
      return;
    case 'Fn::Cidr':
      if (list?.length !== 2 && list?.length !== 3) throw error(texts.cidr);
      return;
    case 'Fn::Length':
    case 'Fn::ToJsonString':
      if (names.extended) return;
      break;
    default:
      if (rules.includes(name)) return;
  }
  throw validationError(`Template Error: Encountered unsupported function: ${name} Supported functions are: ${supported}`);
}

function checkGetAtt(argument: unknown, names: Names): void {
  const parts = typeof argument === 'string' ? splitAttribute(argument) : argument;
  if (!Array.isArray(parts) || parts.length < 2 || parts.some((part) => part === '')) throw error(texts.getAtt);
  const [logicalId] = parts;
  if (typeof logicalId !== 'string') throw error(texts.getAtt);
  if (!names.resources.has(logicalId)) throw error(`instance of Fn::GetAtt references undefined resource ${logicalId}`);
}

function checkSub(argument: unknown, names: Names): void {
  const [source, variables, more] = Array.isArray(argument) ? argument : [argument];
  if (typeof source !== 'string' || more !== undefined || (variables !== undefined && !isObject(variables)))
    throw error(texts.sub);
  const own = new Set(Object.keys(variables ?? {}));
  for (const [, whole = ''] of source.matchAll(subVariable)) {
    const name = whole.trim();
    if (name.startsWith('!') || own.has(name)) continue;
    if (!/^[A-Za-z0-9_.:]+$/.test(name)) throw error(texts.subName);
    const [logicalId, attribute] = splitAttribute(name);
    if (attribute !== '' && !names.resources.has(logicalId))
      throw error(`instance of Fn::Sub references invalid resource attribute ${name}`);
  }
}

function checkSelect(list: readonly unknown[] | undefined): void {
  const [index, from] = list ?? [];
  const isIndex = isObject(index) || /^\d+$/.test(String(index));
  const outside = Array.isArray(from) && !isObject(index) && !from.some(isObject) && Number(index) >= from.length;
  if (list?.length !== 2 || !isIndex || !isListOrFunction(from) || outside) throw error(texts.select);
}

/** Does the value need what is there only when the stack is? */
export function dependsOnResources(value: unknown, names: Names): boolean {
  if (Array.isArray(value)) return value.some((entry) => dependsOnResources(entry, names));
  if (!isObject(value)) return false;
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Ref') return names.resources.has(String(intrinsic.argument));
  if (intrinsic && ['Fn::GetAtt', 'Fn::GetAZs', 'Fn::ImportValue'].includes(intrinsic.name)) return true;
  return Object.values(value).some((entry) => dependsOnResources(entry, names));
}

const isListOrFunction = (value: unknown): boolean => Array.isArray(value) || intrinsicOf(value) !== undefined;
const isTextOrFunction = (value: unknown): boolean =>
  intrinsicOf(value) !== undefined || (value !== undefined && value !== null && typeof value !== 'object');
