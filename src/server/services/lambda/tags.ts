/** Tags of functions (Lambda developer guide, "Using tags on Lambda functions"). */
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { invalidParameter } from './errors.ts';
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

/** @param arn a function's, without a qualifier: versions and aliases have no tags of their own. */
export function findTagged(store: LambdaStore, tenant: Tenant, arn: string): StoredFunction {
  if (!/^arn:aws[a-zA-Z-]*:lambda:[^:]+:\d{12}:function:/.test(arn)) {
    throw invalidParameter(`Radiograph keeps tags of functions only, not of ${arn}`);
  }
  const name = parseFunctionName(tenant, arn);
  if (name.qualifier !== undefined) {
    throw invalidParameter('Tags on function aliases and versions are not supported. Please specify a function ARN.');
  }
  return findFunction(store, tenant, name);
}

export function putTags(store: LambdaStore, tenant: Tenant, found: StoredFunction, tags: Readonly<Record<string, string>>): void {
  store.functions.put(tenant, found.latest.functionName, { ...found, latest: { ...found.latest, tags } });
}
