/** DeleteFunctionConcurrency. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
import type { DeleteFunctionConcurrencyCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findFunction } from '../find-function.ts';
import { parsePlainFunctionName } from '../function-name.ts';

export function deleteFunctionConcurrency(control: LambdaControl) {
  return (input: DeleteFunctionConcurrencyCommandInput, call: CallContext): Record<string, never> => {
    const named = parsePlainFunctionName(call, input.FunctionName ?? '');
    const found = findFunction(control.store, call, named);
    control.store.functions.put(call, named.name, { ...found, reservedConcurrency: undefined });
    return {};
  };
}
