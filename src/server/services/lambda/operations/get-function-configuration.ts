/** GetFunctionConfiguration. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
import type { FunctionConfiguration, GetFunctionConfigurationCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findVersion } from '../find-function.ts';
import { functionConfiguration } from '../function-configuration.ts';

export function getFunctionConfiguration(control: LambdaControl) {
  return (input: GetFunctionConfigurationCommandInput, call: CallContext): FunctionConfiguration => {
    const { version, qualifier } = findVersion(control.store, call, input.FunctionName ?? '', input.Qualifier);
    return functionConfiguration(version, qualifier);
  };
}
