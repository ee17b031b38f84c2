/**
 * What one run of the transform carries around: the template it reads, and the resources it makes.
 * Who calls it: transform.ts makes one; every resource and event adds to it.
 */
import { InvalidResource, InvalidTemplate } from './errors.ts';
import { pythonText } from './python-text.ts';
import { type Fields, isIntrinsic, isMap, refOf } from './values.ts';

/** A resource of the template after Globals, not yet translated. */
export interface SamResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Fields;
  /** Condition, DependsOn, DeletionPolicy, UpdateReplacePolicy, Metadata: everything beside Type and Properties. */
  readonly attributes: Fields;
}

/** One method of one path of an API, put there by a function's event. */
export interface Route {
  readonly functionId: string;
  readonly eventId: string;
  /** What the integration's URI names: `${Function.Arn}` or `${FunctionAliaslive}`. */
  readonly target: string;
  readonly path: string;
  /** Lower case; `any` is AWS's `x-amazon-apigateway-any-method`. */
  readonly method: string;
  readonly condition: string | undefined;
  readonly properties: Fields;
}

export interface Translation {
  readonly region: string;
  readonly partition: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Parameters' values by name, defaults included. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly source: ReadonlyMap<string, SamResource>;
  /** What AWS's messages have before quoted texts of this template: Python 2's mark when the order of a hash matters in it. */
  readonly mark: 'u' | '';
  /** The resources made so far, by logical id. */
  readonly resources: Record<string, Fields>;
  readonly conditions: Fields;
  /** Routes by the API's logical id, in the order of the template. */
  readonly routes: Map<string, Route[]>;
  /** What the APIs with a shared usage plan have in common. */
  readonly shared: {
    deletionPolicy?: unknown;
    updateReplacePolicy?: unknown;
    readonly conditions: Set<string>;
    isUnconditional?: boolean;
  };
  /** `Function.Alias` -> the logical id that it became; a layer's own id -> the hashed one. */
  readonly references: Map<string, string>;
}

/** Adds a resource; attributes (Condition, DeletionPolicy …) stand beside Type and Properties. */
export function emit(
  translation: Translation,
  logicalId: string,
  type: string,
  properties: Fields,
  attributes: Fields = {},
): void {
  translation.resources[logicalId] = { Type: type, ...attributes, Properties: properties };
}

/** The attributes that a resource hands to those made for it. */
export function inherited(resource: SamResource): Fields {
  const { DependsOn: _own, UpdatePolicy: _its, ...rest } = resource.attributes;
  return rest;
}

/** What a Ref to a parameter stands for; every other value is itself. */
export function resolveParameter(translation: Translation, value: unknown): unknown {
  const name = refOf(value);
  return name !== undefined && Object.hasOwn(translation.parameters, name) ? translation.parameters[name] : value;
}

/** Every Ref to a parameter in the value, wherever it stands, as its value, and every parameter in the text of a `Fn::Sub`. */
export function resolveParameters(translation: Translation, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((member) => resolveParameters(translation, member));
  if (!isMap(value)) return value;
  const resolved = resolveParameter(translation, value);
  if (resolved !== value) return resolved;
  const members = Object.entries(value).map(([key, member]): [string, unknown] => {
    const inside = resolveParameters(translation, member);
    return [key, key === 'Fn::Sub' && isIntrinsic(value) ? substituted(translation, inside) : inside];
  });
  return Object.fromEntries(members);
}

function substituted(translation: Translation, argument: unknown): unknown {
  if (Array.isArray(argument)) return [substituted(translation, argument[0]), ...argument.slice(1)];
  if (typeof argument !== 'string') return argument;
  return argument.replaceAll(/\$\{([A-Za-z0-9.]+|AWS::[A-Z][A-Za-z]*)\}/g, (found, name: string) => {
    if (!Object.hasOwn(translation.parameters, name)) return found;
    const value = translation.parameters[name];
    if (typeof value === 'string') return value;
    throw new InvalidTemplate(
      `Invalid Fn::Sub variable value ${pythonText(value, translation.mark)}. Fn::Sub expects all variables to be strings.`,
    );
  });
}

export function conditionOf(resource: SamResource): string | undefined {
  const condition = resource.attributes['Condition'];
  return typeof condition === 'string' ? condition : undefined;
}

/** @throws InvalidResource naming the first property that the type does not have. */
export function requireKnown(logicalId: string, type: string, properties: Fields, known: readonly string[]): void {
  const unknown = Object.keys(properties).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new InvalidResource(logicalId, `property ${unknown} not defined for resource of type ${type}`);
}

/** @throws InvalidResource for a property that AWS takes and that is not translated here. */
export function refuse(resource: SamResource, names: readonly string[]): void {
  const found = names.find((name) => resource.properties[name] !== undefined);
  if (found !== undefined)
    throw new InvalidResource(resource.logicalId, `Property '${found}' of ${resource.type} is not supported by Radiograph.`);
}

/** @returns undefined when absent. @throws InvalidResource when it is no map. */
export function mapProperty(resource: SamResource, name: string): Fields | undefined {
  const value = resource.properties[name];
  if (value === undefined || value === null) return undefined;
  if (isMap(value)) return value;
  throw new InvalidResource(resource.logicalId, `Property '${name}' should be a map.`);
}

/** @throws InvalidResource for a value of another shape; a function of the template may stand for any. */
export function requireShapes(
  { logicalId, properties }: SamResource,
  shapes: Readonly<Record<string, 'map' | 'list' | 'boolean'>>,
): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const value = properties[name];
    if (value === undefined || value === null || isIntrinsic(value)) continue;
    if (!hasShape(value, shape)) throw new InvalidResource(logicalId, `Type of property '${name}' is invalid.`);
  }
}

function hasShape(value: unknown, shape: 'map' | 'list' | 'boolean'): boolean {
  if (shape === 'map') return isMap(value);
  return shape === 'list' ? Array.isArray(value) : typeof value === 'boolean';
}
