/** GetFunctionEventInvokeConfig: none can be put yet. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
import type { GetFunctionEventInvokeConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound } from '../errors.ts';
import { findVersion } from '../find-function.ts';
import { functionArn } from '../function-name.ts';

export function getFunctionEventInvokeConfig(control: LambdaControl) {
  return (input: GetFunctionEventInvokeConfigCommandInput, call: CallContext): never => {
    const { name, qualifier } = findVersion(control.store, call, input.FunctionName ?? '', input.Qualifier);
    throw resourceNotFound(`The function ${functionArn(call, name, qualifier ?? '$LATEST')} doesn't have an EventInvokeConfig`);
  };
}
