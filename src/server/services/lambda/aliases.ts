/** Aliases of functions (Lambda developer guide, "Create an alias", "Traffic shifting"). */
import type { AliasConfiguration, AliasRoutingConfiguration } from '@aws-sdk/client-lambda';
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { aliasNotFound, functionNotFound, invalidParameter, invalidParameterWithoutType } from './errors.ts';
import { findFunction } from './find-function.ts';
import { functionArn, parsePlainFunctionName } from './function-name.ts';
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

/**
 * The function's name of an alias operation.
 * @param qualifier what the call asks of the function, for the error's text.
 * @throws ResourceNotFoundException when there is no such function.
 */
export function functionOfAlias(store: LambdaStore, tenant: Tenant, text: string, qualifier?: string): string {
  const { name } = parsePlainFunctionName(tenant, text);
  findFunction(store, tenant, { name, qualifier });
  return name;
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

/** The constraints of AWS's model, before anything is looked for. @throws ValidationException */
export function constrainAlias(input: {
  readonly Description?: string | undefined;
  readonly FunctionVersion?: string | undefined;
  readonly RoutingConfig?: AliasRoutingConfiguration | undefined;
}): void {
  const constraints = new Constraints()
    .length('description', input.Description, 0, 256)
    .length('functionVersion', input.FunctionVersion, 1, 1024)
    .pattern('functionVersion', input.FunctionVersion, /^(\$LATEST(\.PUBLISHED)?|[0-9]+)$/, '(\\$LATEST(\\.PUBLISHED)?|[0-9]+)');
  const weights = Object.entries(input.RoutingConfig?.AdditionalVersionWeights ?? {});
  const member = 'routingConfig.additionalVersionWeights';
  // As Java prints a map of doubles.
  const entries = weights.map(([key, weight]) => `${key}=${Number.isInteger(weight) ? weight.toFixed(1) : weight}`);
  const shown = `{${entries.join(', ')}}`;
  if (weights.some(([key]) => !/^[0-9]{1,1024}$/.test(key))) {
    const rules = [
      'Member must have length less than or equal to 1024',
      'Member must have length greater than or equal to 1',
      'Member must satisfy regular expression pattern: [0-9]+',
    ];
    constraints.violated(member, shown, `Map keys must satisfy constraint: [${rules.join(', ')}]`);
  }
  if (weights.some(([, weight]) => weight < 0 || weight > 1)) {
    const rules = [
      'Member must have value less than or equal to 1.0',
      'Member must have value greater than or equal to 0.0',
      'Member must not be null',
    ];
    constraints.violated(member, shown, `Map value must satisfy constraint: [${rules.join(', ')}]`);
  }
  constraints.check();
}

/** @throws ResourceNotFoundException when the function has no such version. */
export function checkVersion(store: LambdaStore, tenant: Tenant, functionName: string, version: string): string {
  if (version !== '$LATEST' && !store.versions.get(tenant, `${functionName}:${version}`)) {
    throw functionNotFound(functionArn(tenant, functionName, version));
  }
  return version;
}

/** @throws InvalidParameterValueException for more than one version, one beside `$LATEST`, or the main version again. */
export function checkRouting(
  store: LambdaStore,
  tenant: Tenant,
  functionName: string,
  mainVersion: string,
  routing: AliasRoutingConfiguration | undefined,
): Readonly<Record<string, number>> {
  const weights = Object.entries(routing?.AdditionalVersionWeights ?? {});
  if (weights.length > 1) throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  for (const [version] of weights) {
    if (version === mainVersion) {
      throw invalidParameter(
        `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
      );
    }
    if (mainVersion === '$LATEST') {
      throw invalidParameterWithoutType('$LATEST is not supported for an alias pointing to more than 1 version');
    }
    checkVersion(store, tenant, functionName, version);
  }
  return Object.fromEntries(weights);
}
