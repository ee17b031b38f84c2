/**
 * Provisioned concurrency is not built here: there is none, and none can be had. The one place that says so.
 * https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
import { AwsError } from '../../wire/aws-error.ts';
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { aliasNotFound, functionNotFound, invalidParameter } from './errors.ts';
import { functionArn, isVersionNumber, parsePlainFunctionName } from './function-name.ts';
import type { LambdaStore } from './store.ts';

/**
 * @param latest what is said of `$LATEST`, which can have none.
 * @throws InvalidParameterValueException, ResourceNotFoundException when there is no such version or alias.
 */
export function checkProvisioned(
  store: LambdaStore,
  tenant: Tenant,
  input: { readonly FunctionName: string | undefined; readonly Qualifier: string | undefined },
  latest = 'The function resource provided must be an alias or a published version.',
): void {
  const { name } = parsePlainFunctionName(tenant, input.FunctionName ?? '');
  const qualifier = input.Qualifier ?? '';
  new Constraints()
    .length('qualifier', qualifier, 1, 128)
    .pattern('qualifier', qualifier, /^[a-zA-Z0-9$_-]*$/, '(|[a-zA-Z0-9$_-]+)')
    .check();
  if (qualifier === '$LATEST') throw invalidParameter(latest);
  const arn = functionArn(tenant, name, qualifier);
  const id = `${name}:${qualifier}`;
  if (isVersionNumber(qualifier) && !store.versions.get(tenant, id)) throw functionNotFound(arn);
  if (!isVersionNumber(qualifier) && !store.aliases.get(tenant, id)) throw aliasNotFound(arn);
}

export function notProvisioned(): AwsError {
  return new AwsError(
    'ProvisionedConcurrencyConfigNotFoundException',
    'No Provisioned Concurrency Config found for this function',
    404,
    { Type: 'User' },
  );
}

export function provisioningNotBuilt(): AwsError {
  return invalidParameter(
    'Radiograph does not emulate provisioned concurrency: environments start on demand. Remove ProvisionedConcurrencyConfig to go on without.',
  );
}
