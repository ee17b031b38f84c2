/** GetFunctionRecursionConfig: what was chosen, or AWS's default. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
import type { GetFunctionRecursionConfigCommandInput, GetFunctionRecursionConfigResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findFunction } from '../find-function.ts';
import { parseFunctionName } from '../function-name.ts';

export function getFunctionRecursionConfig(control: LambdaControl) {
  return (input: GetFunctionRecursionConfigCommandInput, call: CallContext): GetFunctionRecursionConfigResponse => {
    const found = findFunction(control.store, call, parseFunctionName(call, input.FunctionName ?? ''));
    return { RecursiveLoop: found.recursiveLoop ?? 'Terminate' };
  };
}
