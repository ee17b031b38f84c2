/** DeleteProvisionedConcurrencyConfig: of none, which is no error. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteProvisionedConcurrencyConfig.html */
import type { DeleteProvisionedConcurrencyConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { checkProvisioned } from '../provisioned-concurrency.ts';

export function deleteProvisionedConcurrencyConfig({ store }: LambdaControl) {
  return (input: DeleteProvisionedConcurrencyConfigCommandInput, call: CallContext): Record<string, never> => {
    checkProvisioned(store, call, input);
    return {};
  };
}
