/** ListProvisionedConcurrencyConfigs: there is none (provisioned-concurrency.ts). https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
import type {
  ListProvisionedConcurrencyConfigsCommandInput,
  ListProvisionedConcurrencyConfigsResponse,
} from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { findFunction } from '../find-function.ts';
import { parsePlainFunctionName } from '../function-name.ts';

export function listProvisionedConcurrencyConfigs({ store }: LambdaControl) {
  return (input: ListProvisionedConcurrencyConfigsCommandInput, call: CallContext): ListProvisionedConcurrencyConfigsResponse => {
    new Constraints().range('maxItems', input.MaxItems, 1, 50).check();
    findFunction(store, call, parsePlainFunctionName(call, input.FunctionName ?? ''));
    return { ProvisionedConcurrencyConfigs: [] };
  };
}
