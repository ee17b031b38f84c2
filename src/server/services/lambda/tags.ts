/** Tags of functions (Lambda developer guide, "Using tags on Lambda functions"). */
import { randomUUID } from 'node:crypto';
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { invalidParameter, resourceNotFound } from './errors.ts';
import { findFunction } from './find-function.ts';
import { parseFunctionName } from './function-name.ts';
import type { LambdaStore, StoredFunction } from './store.ts';

export function checkTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const constraints = new Constraints();
  for (const [key, value] of Object.entries(tags)) constraints.length('tags', key, 1, 128).length('tags', value, 0, 256);
  constraints.check();
  if (Object.keys(tags).length > 50) throw invalidParameter('Number of tags exceeds resource tag limit.');
  return tags;
}

const shownArn =
  'arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)';
const taggable = new RegExp(`^(?:${shownArn})$`);

/** Kinds of which there are none here. */
const absent: Readonly<Record<string, string>> = {
  'event-source-mapping': 'Event source mapping',
  'code-signing-config': 'Code signing config',
  'capacity-provider': 'Capacity provider',
};

/**
 * @param arn a function's, without a qualifier: versions and aliases have no tags of their own.
 * @throws ValidationException, ResourceNotFoundException, InvalidParameterValueException for a version, an alias or a layer.
 */
export function findTagged(store: LambdaStore, tenant: Tenant, arn: string): StoredFunction {
  new Constraints().length('resource', arn, 1, 10_000).pattern('resource', arn, taggable, shownArn).check();
  const kind = arn.split(':')[5] ?? '';
  if (absent[kind] !== undefined) throw resourceNotFound(`${absent[kind]} not found: ${arn}`);
  if (kind === 'layer') throw invalidParameter(`Radiograph keeps tags of functions only, not of ${arn}`);
  const name = parseFunctionName(tenant, arn);
  if (name.qualifier !== undefined) {
    throw invalidParameter('Tags on function aliases and versions are not supported. Please specify a function ARN.');
  }
  return findFunction(store, tenant, name);
}

export function putTags(store: LambdaStore, tenant: Tenant, found: StoredFunction, tags: Readonly<Record<string, string>>): void {
  const latest = { ...found.latest, tags, settledRevisionId: randomUUID() };
  store.functions.put(tenant, latest.functionName, { ...found, latest });
}
