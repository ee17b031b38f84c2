/**
 * The transform AWS::LanguageExtensions: unrolls Fn::ForEach, and resolves functions as far as the template and its parameters go, so
 * that a transform after it sees values. What needs resources is left to the engine.
 *
 * Who calls it: transforms.ts.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
 */
import { AwsError } from '../../../wire/aws-error.ts';
import { validationError } from '../errors.ts';
import { referencesIn } from './dependencies.ts';
import { type Evaluation, resolve } from './intrinsics.ts';
import { intrinsicOf, isObject, type ParameterDeclaration, type Template } from './template.ts';

/** Values of the loops' identifiers. */
type Names = Readonly<Record<string, string>>;
/** Without resources: what refers to one throws. */
type Context = Evaluation & {
  /** Parameters whose values are not written into the template: secrets, and what is looked up elsewhere. All, in conditions. */
  readonly unwritten: ReadonlySet<string>;
};

const failed = (why: string) => validationError(`Transform AWS::LanguageExtensions failed with: ${why}`);
const layout = () => failed('Fn::ForEach layout is incorrect');

/** Functions that become their values when all is known. */
const resolvable = ['Ref', 'Fn::Sub', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::FindInMap', 'Fn::Base64'];

/** @throws ValidationError with the words of the transform. */
export function expandLanguage(template: Template, evaluation: Evaluation): Template {
  const on: Context = { ...evaluation, unwritten: unwritten(template) };
  const expanded: Record<string, unknown> = { ...template };
  if (template.Conditions !== undefined)
    expanded['Conditions'] = expand(template.Conditions, { ...on, unwritten: new Set(Object.keys(on.parameters)) }, {});
  for (const section of ['Resources', 'Outputs'] as const)
    if (template[section] !== undefined) expanded[section] = expand(template[section], on, {});
  for (const section of ['Resources', 'Outputs'] as const)
    if (expanded[section] !== undefined) expanded[section] = withConditions(expanded[section], expanded['Conditions'], on);
  return withLoneDependencies(expanded) as unknown as Template;
}

/** The transform writes a list of one dependency as the name alone. */
function withLoneDependencies(template: Record<string, unknown>): Record<string, unknown> {
  const lone = (resource: unknown): unknown => {
    const needs = isObject(resource) ? resource['DependsOn'] : undefined;
    return isObject(resource) && Array.isArray(needs) && needs.length === 1 ? { ...resource, DependsOn: needs[0] } : resource;
  };
  const resources = Object.entries(template['Resources'] ?? {}).map(([name, resource]) => [name, lone(resource)] as const);
  return { ...template, Resources: Object.fromEntries(resources) };
}

/** A function may name the condition of a resource or an output here. @throws ValidationError for a condition that there is not. */
function withConditions(members: unknown, conditions: unknown, on: Context): unknown {
  if (!isObject(members)) return members;
  const named = (member: unknown): unknown => {
    if (!isObject(member) || member['Condition'] === undefined) return member;
    const condition = literal(member['Condition'], on);
    if (typeof condition === 'string' && !(isObject(conditions) && Object.hasOwn(conditions, condition)))
      throw failed(`Key ${condition} is missing in the map.`);
    return { ...member, Condition: condition };
  };
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, named(member)]));
}

function expand(value: unknown, on: Context, names: Names): unknown {
  if (Array.isArray(value)) return value.map((entry) => expand(entry, on, names));
  if (!isObject(value)) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic) return expandFunction(intrinsic.name, intrinsic.argument, on, names);
  return once(
    Object.entries(value).flatMap(([key, entry]) =>
      key.startsWith('Fn::ForEach::') ? unroll(entry, on, names) : [[key, expand(entry, on, names)] as const],
    ),
  );
}

function once(members: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const result = new Map<string, unknown>();
  for (const [name, member] of members) {
    if (result.has(name)) throw failed(`Duplicate key found in Fn::ForEach: ${name}`);
    result.set(name, member);
  }
  return Object.fromEntries(result);
}

/** A lone `Fn::ForEach::Loop` looks like a function too. */
function expandFunction(name: string, argument: unknown, on: Context, names: Names): unknown {
  if (name.startsWith('Fn::ForEach::')) return once(unroll(argument, on, names));
  if (name === 'Ref' && typeof argument === 'string' && Object.hasOwn(names, argument)) return names[argument];
  if (name === 'Fn::Sub') return written({ [name]: filledSub(argument, on, names) }, on);
  const inner = expand(argument, on, names);
  if (name === 'Ref' || name === 'Fn::GetAtt') return written({ [name]: literal(inner, on) }, on);
  if (name === 'Fn::Length') {
    const list = known(inner, on);
    if (!Array.isArray(list)) throw failed('The Fn::Length value could not be resolved for properties');
    return list.length;
  }
  if (name === 'Fn::ToJsonString') {
    const resolved = known(inner, on);
    return resolved === undefined ? { [name]: inner } : JSON.stringify(resolved);
  }
  if (name === 'Fn::FindInMap' && Array.isArray(inner) && inner.length === 4) {
    const found = known({ [name]: inner }, on);
    return found === undefined ? { [name]: inner } : found;
  }
  return written({ [name]: inner }, on);
}

/** The value of a function, or the function as it is where the template may not have its value yet. */
function written(call: Record<string, unknown>, on: Context): unknown {
  const isOpen = [...referencesIn(call)].some(
    (name) => on.unwritten.has(name) || name === 'AWS::NoValue' || String(on.parameters[name] ?? '').includes(dynamicReference),
  );
  const [name = ''] = Object.keys(call);
  if (isOpen || !resolvable.includes(name) || JSON.stringify(call).includes(dynamicReference)) return call;
  return known(call, on) ?? call;
}

const dynamicReference = '{{resolve:';

/** Parameters whose values do not belong into a template that GetTemplate shows. */
function unwritten({ Parameters: parameters = {} }: Template): ReadonlySet<string> {
  const hidden = ([, { NoEcho, Type }]: [string, ParameterDeclaration]): boolean =>
    String(NoEcho) === 'true' || Type.startsWith('AWS::SSM::Parameter::Value<');
  return new Set(
    Object.entries(parameters)
      .filter(hidden)
      .map(([name]) => name),
  );
}

/** The value when it needs nothing but the template and its parameters. */
function known(value: unknown, on: Context): unknown {
  const references = [...referencesIn(value)];
  const pseudo = ['AWS::StackId', 'AWS::NotificationARNs'];
  if (references.some((name) => !Object.hasOwn(on.parameters, name) && (!name.startsWith('AWS::') || pseudo.includes(name))))
    return undefined;
  try {
    return resolve(value, on);
  } catch (cause) {
    if (cause instanceof AwsError) return undefined;
    throw cause;
  }
}

/** Names may be functions here: `!Ref {Fn::Sub: Bucket${X}}`. */
function literal(value: unknown, on: Context): unknown {
  if (Array.isArray(value)) return value.map((entry) => (isObject(entry) ? (known(entry, on) ?? entry) : entry));
  return isObject(value) ? (known(value, on) ?? value) : value;
}

function unroll(argument: unknown, on: Context, names: Names): (readonly [string, unknown])[] {
  if (!Array.isArray(argument) || argument.length !== 3) throw layout();
  const [identifier, collection, body] = argument;
  if (typeof identifier !== 'string' || !isObject(body)) throw layout();
  return itemsOf(expand(collection, on, names), on).flatMap((item) => {
    const own = { ...names, [identifier]: item };
    return Object.entries(body).flatMap(([key, entry]) =>
      key.startsWith('Fn::ForEach::') ? unroll(entry, on, own) : [[fill(key, own), expand(entry, on, own)] as const],
    );
  });
}

function itemsOf(collection: unknown, on: Context): readonly string[] {
  const items = known(collection, on);
  if (!Array.isArray(items) || items.some((item) => typeof item === 'object'))
    throw failed('Could not find a collection or could not be resolved for Fn::ForEach');
  return items.map(String);
}

/** Only `${Name}` of a loop; the other variables are Fn::Sub's own. */
function filledSub(argument: unknown, on: Context, names: Names): unknown {
  if (typeof argument === 'string') return fill(argument, names, '$');
  if (!Array.isArray(argument)) return argument;
  const [source, variables] = argument;
  return [typeof source === 'string' ? fill(source, names, '$') : source, expand(variables, on, names)];
}

/** `${Name}`, and `&{Name}`, which leaves out what is not alphanumeric. */
function fill(source: string, names: Names, marks = '$&'): string {
  if (!source.includes('{')) return source;
  return source.replace(/([$&])\{([A-Za-z0-9]+)\}/g, (whole, mark: string, name: string) => {
    const value = Object.hasOwn(names, name) && marks.includes(mark) ? names[name] : undefined;
    if (value === undefined) return whole;
    return mark === '&' ? value.replace(/[^A-Za-z0-9]/g, '') : value;
  });
}
