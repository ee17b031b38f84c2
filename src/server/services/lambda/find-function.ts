/** The function, version or alias that a call names, or AWS's error. */
import type { Tenant } from '../ports.ts';
import { aliasNotFound, functionNotFound } from './errors.ts';
import { type FunctionName, functionArn, isVersionNumber, parseFunctionName } from './function-name.ts';
import type { LambdaStore, StoredAlias, StoredFunction, StoredVersion } from './store.ts';

/** @throws ResourceNotFoundException that names the ARN with the qualifier that was asked for. */
export function findFunction(store: LambdaStore, tenant: Tenant, { name, qualifier }: FunctionName): StoredFunction {
  const found = store.functions.get(tenant, name);
  if (!found) throw functionNotFound(functionArn(tenant, name, qualifier));
  return found;
}

export interface QualifiedVersion {
  readonly version: StoredVersion;
  readonly name: string;
  readonly qualifier: string | undefined;
  readonly alias: StoredAlias | undefined;
}

/** Follows an alias to its main version. */
export function findVersion(store: LambdaStore, tenant: Tenant, text: string, qualifier?: string | undefined): QualifiedVersion {
  const named = parseFunctionName(tenant, text, qualifier);
  const { latest } = findFunction(store, tenant, named);
  const alias =
    named.qualifier === undefined || named.qualifier === '$LATEST' || isVersionNumber(named.qualifier)
      ? undefined
      : store.aliases.get(tenant, `${named.name}:${named.qualifier}`);
  const number = alias?.functionVersion ?? named.qualifier ?? '$LATEST';
  const version = number === '$LATEST' ? latest : store.versions.get(tenant, `${named.name}:${number}`);
  if (!version) throw functionNotFound(functionArn(tenant, named.name, named.qualifier));
  return { ...named, version, alias };
}

/** Published versions, oldest first. */
export function publishedVersions(store: LambdaStore, tenant: Tenant, name: string): readonly StoredVersion[] {
  return store.versions
    .list(tenant, `${name}:`)
    .map(({ value }) => value)
    .sort((a, b) => Number(a.version) - Number(b.version));
}

/**
 * What a policy is put on.
 * @throws ResourceNotFoundException when there is no such function, version or alias; of an alias in words of its own.
 */
export function findQualified(store: LambdaStore, tenant: Tenant, text: string, qualifier?: string | undefined): FunctionName {
  const named = parseFunctionName(tenant, text, qualifier);
  findFunction(store, tenant, { name: named.name, qualifier: undefined });
  if (named.qualifier !== undefined && !isBehind(store, tenant, named.name, named.qualifier)) {
    const arn = functionArn(tenant, named.name, named.qualifier);
    throw /^(?!\d+$)[a-zA-Z0-9-_]+$/.test(named.qualifier) ? aliasNotFound(arn) : functionNotFound(arn);
  }
  return named;
}

function isBehind(store: LambdaStore, tenant: Tenant, name: string, qualifier: string): boolean {
  if (qualifier === '$LATEST') return true;
  const collection = isVersionNumber(qualifier) ? store.versions : store.aliases;
  return collection.get(tenant, `${name}:${qualifier}`) !== undefined;
}
