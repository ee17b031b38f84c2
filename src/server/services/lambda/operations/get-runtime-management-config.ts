/** GetRuntimeManagementConfig: AWS's default. https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html */
import type { GetRuntimeManagementConfigCommandInput, GetRuntimeManagementConfigResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findVersion } from '../find-function.ts';
import { functionArn } from '../function-name.ts';

export function getRuntimeManagementConfig(control: LambdaControl) {
  return (input: GetRuntimeManagementConfigCommandInput, call: CallContext): GetRuntimeManagementConfigResponse => {
    const { name, qualifier } = findVersion(control.store, call, input.FunctionName ?? '', input.Qualifier);
    return { UpdateRuntimeOn: 'Auto', FunctionArn: functionArn(call, name, qualifier ?? '$LATEST') };
  };
}
