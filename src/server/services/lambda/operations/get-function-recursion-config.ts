/** GetFunctionRecursionConfig: AWS's default. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
import type { GetFunctionRecursionConfigCommandInput, GetFunctionRecursionConfigResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findVersion } from '../find-function.ts';

export function getFunctionRecursionConfig(control: LambdaControl) {
  return (input: GetFunctionRecursionConfigCommandInput, call: CallContext): GetFunctionRecursionConfigResponse => {
    findVersion(control.store, call, input.FunctionName ?? '');
    return { RecursiveLoop: 'Terminate' };
  };
}
