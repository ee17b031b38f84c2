/** PutProvisionedConcurrencyConfig: refused, by name. https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
import type { PutProvisionedConcurrencyConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { checkProvisioned, provisioningNotBuilt } from '../provisioned-concurrency.ts';

export function putProvisionedConcurrencyConfig({ store }: LambdaControl) {
  return (input: PutProvisionedConcurrencyConfigCommandInput, call: CallContext): never => {
    new Constraints().range('provisionedConcurrentExecutions', input.ProvisionedConcurrentExecutions, 1, 2 ** 31 - 1).check();
    checkProvisioned(store, call, input, 'Provisioned Concurrency Configs cannot be applied to unpublished function versions.');
    throw provisioningNotBuilt();
  };
}
