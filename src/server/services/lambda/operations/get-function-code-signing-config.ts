/** GetFunctionCodeSigningConfig: code is never signed here. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html */
import type { GetFunctionCodeSigningConfigCommandInput, GetFunctionCodeSigningConfigResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findVersion } from '../find-function.ts';

export function getFunctionCodeSigningConfig(control: LambdaControl) {
  return (input: GetFunctionCodeSigningConfigCommandInput, call: CallContext): GetFunctionCodeSigningConfigResponse => {
    const { name } = findVersion(control.store, call, input.FunctionName ?? '');
    return { CodeSigningConfigArn: undefined, FunctionName: name };
  };
}
