/**
 * Which resources a resource needs first: DependsOn, Ref, Fn::GetAtt and Fn::Sub.
 *
 * Who calls it: validation (is all of it there, is there no circle?) and the engine (what can run in parallel?).
 */
import { validationError } from '../errors.ts';
import { subVariable } from './intrinsics.ts';
import { splitAttribute } from './short-forms.ts';
import { intrinsicOf, isObject, type ResourceDeclaration } from './template.ts';

type Condition = (name: string) => boolean;

/**
 * Every name that the value refers to: parameters, resources and pseudo parameters alike.
 * @param condition when given, only the branch of an Fn::If that is taken counts.
 */
export function referencesIn(value: unknown, condition?: Condition): Set<string> {
  const found = new Set<string>();
  collect(value, found, condition);
  return found;
}

function collect(value: unknown, found: Set<string>, condition: Condition | undefined): void {
  if (Array.isArray(value)) for (const entry of value) collect(entry, found, condition);
  if (!isObject(value)) return;
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Ref' && typeof intrinsic.argument === 'string') found.add(intrinsic.argument);
  else if (intrinsic?.name === 'Fn::GetAtt') {
    const [logicalId] =
      typeof intrinsic.argument === 'string' ? splitAttribute(intrinsic.argument) : (intrinsic.argument as unknown[]);
    if (typeof logicalId === 'string') found.add(logicalId);
    if (Array.isArray(intrinsic.argument)) collect(intrinsic.argument.slice(1), found, condition);
  } else if (intrinsic?.name === 'Fn::Sub') {
    const [source, variables] = Array.isArray(intrinsic.argument) ? intrinsic.argument : [intrinsic.argument, {}];
    for (const [, name = ''] of String(source).matchAll(subVariable)) {
      const [logicalId] = splitAttribute(name.trim());
      if (!name.startsWith('!') && !(isObject(variables) && Object.hasOwn(variables, name.trim()))) found.add(logicalId);
    }
    collect(variables, found, condition);
  } else if (intrinsic?.name === 'Fn::If' && condition && Array.isArray(intrinsic.argument)) {
    const [name, yes, no] = intrinsic.argument;
    collect(condition(String(name)) ? yes : no, found, condition);
  } else for (const entry of Object.values(value)) collect(entry, found, condition);
}

/** Every attribute that the value asks for: logical id and attribute. */
export function attributesIn(value: unknown): (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap(attributesIn);
  if (!isObject(value)) return [];
  const { name, argument } = intrinsicOf(value) ?? {};
  if (name === 'Fn::GetAtt') {
    const [logicalId, ...rest] = typeof argument === 'string' ? splitAttribute(argument) : (argument as unknown[]);
    return [[String(logicalId), rest.map(String).join('.')]];
  }
  const [source] = name === 'Fn::Sub' ? [argument].flat() : [];
  const variables =
    typeof source === 'string' ? [...source.matchAll(subVariable)].map(([, variable = '']) => variable.trim()) : [];
  return [
    ...variables.filter((variable) => !variable.startsWith('!') && variable.includes('.')).map(splitAttribute),
    ...Object.values(value).flatMap(attributesIn),
  ];
}

/** By logical id, the logical ids that must be there first. Names that are no resource of `resources` are left out. */
export function dependencyGraph(
  resources: Readonly<Record<string, ResourceDeclaration>>,
  condition?: Condition,
): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = neededBy(resources, condition);
  for (const [logicalId, needs] of graph) needs.delete(logicalId);
  return graph;
}

/** The same with what refers to itself. */
export function neededBy(
  resources: Readonly<Record<string, ResourceDeclaration>>,
  condition?: Condition,
): ReadonlyMap<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const [logicalId, resource] of Object.entries(resources)) {
    const needs = referencesIn(resource.Properties, condition);
    for (const name of dependsOn(resource)) needs.add(name);
    graph.set(logicalId, new Set([...needs].filter((name) => Object.hasOwn(resources, name))));
  }
  return graph;
}

export const dependsOn = (resource: ResourceDeclaration): readonly string[] =>
  resource.DependsOn === undefined ? [] : typeof resource.DependsOn === 'string' ? [resource.DependsOn] : resource.DependsOn;

/** The same edges the other way round: the order in which things are deleted. */
export function reversed(graph: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, ReadonlySet<string>> {
  const turned = new Map<string, Set<string>>([...graph.keys()].map((id) => [id, new Set<string>()]));
  for (const [id, needs] of graph) for (const need of needs) turned.get(need)?.add(id);
  return turned;
}

/** @throws ValidationError that names the resources of a circle. */
export function refuseCircles(graph: ReadonlyMap<string, ReadonlySet<string>>): void {
  const waiting = new Map([...graph].map(([id, needs]) => [id, new Set(needs)]));
  for (let removed = true; removed; ) {
    removed = false;
    for (const [id, needs] of waiting) {
      if ([...needs].some((need) => waiting.has(need))) continue;
      waiting.delete(id);
      removed = true;
    }
  }
  if (waiting.size > 0) throw validationError(`Circular dependency between resources: [${[...waiting.keys()].join(', ')}]`);
}
