/** GetProvisionedConcurrencyConfig: there is none (provisioned-concurrency.ts). https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
import type { GetProvisionedConcurrencyConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { checkProvisioned, notProvisioned } from '../provisioned-concurrency.ts';

export function getProvisionedConcurrencyConfig({ store }: LambdaControl) {
  return (input: GetProvisionedConcurrencyConfigCommandInput, call: CallContext): never => {
    checkProvisioned(store, call, input);
    throw notProvisioned();
  };
}
