/** Aliases of functions (Lambda developer guide, "Create an alias", "Traffic shifting"). */
import type { AliasConfiguration, AliasRoutingConfiguration } from '@aws-sdk/client-lambda';
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { aliasNotFound, functionNotFound, invalidParameter } from './errors.ts';
import { findFunction } from './find-function.ts';
import { functionArn, isVersionNumber, parseFunctionName } from './function-name.ts';
import type { LambdaStore, StoredAlias } from './store.ts';

export function aliasConfiguration(tenant: Tenant, alias: StoredAlias): AliasConfiguration {
  const weights = alias.additionalVersionWeights;
  return {
    AliasArn: functionArn(tenant, alias.functionName, alias.name),
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    ...(Object.keys(weights).length > 0 && { RoutingConfig: { AdditionalVersionWeights: { ...weights } } }),
    RevisionId: alias.revisionId,
  };
}

/** The function's name of an alias operation. @throws ResourceNotFoundException when there is no such function. */
export function functionOfAlias(store: LambdaStore, tenant: Tenant, text: string): string {
  const named = parseFunctionName(tenant, text);
  findFunction(store, tenant, { name: named.name, qualifier: undefined });
  return named.name;
}

export function findAlias(store: LambdaStore, tenant: Tenant, functionName: string, aliasName: string): StoredAlias {
  const alias = store.aliases.get(tenant, `${functionName}:${aliasName}`);
  if (!alias) throw aliasNotFound(functionArn(tenant, functionName, aliasName));
  return alias;
}

export function aliasesOf(store: LambdaStore, tenant: Tenant, functionName: string): readonly StoredAlias[] {
  return store.aliases.list(tenant, `${functionName}:`).map(({ value }) => value);
}

export function checkAliasName(name: string): void {
  new Constraints()
    .length('name', name, 1, 128)
    .pattern('name', name, /^(?!^[0-9]+$)[a-zA-Z0-9-_]+$/, '(?!^[0-9]+$)([a-zA-Z0-9-_]+)')
    .check();
}

/** @throws ResourceNotFoundException when the function has no such version. */
export function checkVersion(store: LambdaStore, tenant: Tenant, functionName: string, version: string): string {
  new Constraints().pattern('functionVersion', version, /^(\$LATEST|[0-9]+)$/, '(\\$LATEST|[0-9]+)').check();
  if (version !== '$LATEST' && !store.versions.get(tenant, `${functionName}:${version}`)) {
    throw functionNotFound(functionArn(tenant, functionName, version));
  }
  return version;
}

/** @throws InvalidParameterValueException for more than one version, a weight out of range, `$LATEST`, or the main version again. */
export function checkRouting(
  store: LambdaStore,
  tenant: Tenant,
  functionName: string,
  mainVersion: string,
  routing: AliasRoutingConfiguration | undefined,
): Readonly<Record<string, number>> {
  const weights = Object.entries(routing?.AdditionalVersionWeights ?? {});
  if (weights.length > 1) throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  for (const [version, weight] of weights) {
    new Constraints().range('routingConfig.additionalVersionWeights', weight, 0, 1).check();
    if (version === mainVersion) {
      throw invalidParameter(
        `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
      );
    }
    if (version === '$LATEST' || mainVersion === '$LATEST') {
      throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
    }
    if (!isVersionNumber(version)) throw invalidParameter(`Invalid function version ${version}.`);
    checkVersion(store, tenant, functionName, version);
  }
  return Object.fromEntries(weights);
}
