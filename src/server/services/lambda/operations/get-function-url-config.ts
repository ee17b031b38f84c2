/** GetFunctionUrlConfig: none can be made yet. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
import type { GetFunctionUrlConfigCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound } from '../errors.ts';
import { parseFunctionName } from '../function-name.ts';

/** `sam remote invoke` asks before every call, and takes this answer as "invoke it through Lambda". */
export function getFunctionUrlConfig(_control: LambdaControl) {
  return (input: GetFunctionUrlConfigCommandInput, call: CallContext): never => {
    parseFunctionName(call, input.FunctionName ?? '', input.Qualifier);
    throw resourceNotFound();
  };
}
