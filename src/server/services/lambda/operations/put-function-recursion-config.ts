/** PutFunctionRecursionConfig: kept and shown, as loops are not looked for. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html */
import type { PutFunctionRecursionConfigCommandInput, PutFunctionRecursionConfigResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { findFunction } from '../find-function.ts';
import { parseFunctionName } from '../function-name.ts';

export function putFunctionRecursionConfig({ store }: LambdaControl) {
  return (input: PutFunctionRecursionConfigCommandInput, call: CallContext): PutFunctionRecursionConfigResponse => {
    new Constraints().oneOf('recursiveLoop', input.RecursiveLoop, ['Terminate', 'Allow']).check();
    const named = parseFunctionName(call, input.FunctionName ?? '');
    const found = findFunction(store, call, named);
    store.functions.put(call, named.name, { ...found, recursiveLoop: input.RecursiveLoop });
    return { RecursiveLoop: input.RecursiveLoop };
  };
}
