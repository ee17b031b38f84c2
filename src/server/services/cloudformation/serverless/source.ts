/**
 * The serverless resources of a template, checked and with their Globals. Who calls it: transform.ts.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html
 */
import { InvalidResource, InvalidTemplate } from './errors.ts';
import { mergeGlobals } from './globals.ts';
import type { SamResource } from './translation.ts';
import { type Fields, isMap } from './values.ts';

/** Whatever else stands beside Type and Properties goes with the resource. */
const attributeNames: ReadonlySet<string> = new Set([
  ...['Condition', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy', 'UpdatePolicy', 'Metadata'],
  'IgnoreGlobals',
]);

/** @throws InvalidResource, InvalidTemplate for what AWS refuses before it looks at any property. */
export function samResource(logicalId: string, type: string, declaration: Fields): SamResource {
  const { Properties: properties, Connectors: connectors } = declaration;
  const attributes = Object.fromEntries(Object.entries(declaration).filter(([name]) => attributeNames.has(name)));
  if (attributes['Condition'] && typeof attributes['Condition'] !== 'string')
    throw new InvalidTemplate('Every Condition member must be a string.');
  if (properties !== undefined && !isMap(properties))
    throw new InvalidResource(logicalId, "Attribute 'Properties' should be a map.");
  if (connectors !== undefined) throw new InvalidResource(logicalId, "Attribute 'Connectors' is not supported by Radiograph.");
  return { logicalId, type, properties: properties ?? {}, attributes };
}

/** @throws InvalidResource, when the resource's turn comes. */
export function requireLogicalId({ logicalId }: SamResource): void {
  if (!/^[A-Za-z0-9]+$/.test(logicalId)) throw new InvalidResource(logicalId, 'Logical ids must be alphanumeric.');
}

/**
 * `IgnoreGlobals` leaves all (`*`) or some of the Globals out.
 * @throws InvalidResource when it is no such thing.
 */
export function withGlobals(resource: SamResource, globals: Fields): SamResource {
  const { IgnoreGlobals: ignored, ...attributes } = resource.attributes;
  const merged = mergeGlobals(kept(resource, globals, ignored), resource.properties);
  return { ...resource, attributes, properties: isMap(merged) ? merged : {} };
}

function kept({ logicalId }: SamResource, globals: Fields, ignored: unknown): Fields {
  const wrong = `Resource ${logicalId} has invalid resource attribute 'IgnoreGlobals'`;
  if (!ignored) return globals;
  if (ignored === '*') return {};
  if (!Array.isArray(ignored)) throw new InvalidResource(logicalId, `${wrong}.`);
  const unknown = ignored.find((name) => typeof name !== 'string' || !Object.hasOwn(globals, name));
  if (unknown !== undefined) throw new InvalidResource(logicalId, `${wrong} on item '${unknown}'.`);
  return Object.fromEntries(Object.entries(globals).filter(([name]) => !ignored.includes(name)));
}
