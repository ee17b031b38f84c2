/** GetFunctionUrlConfig. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
import type { GetFunctionUrlConfigCommandInput, GetFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findUrl, nameUrl, urlAnswer } from '../function-url/config.ts';

/** `sam remote invoke` asks before every call, and takes a 404 as "invoke it through Lambda". */
export function getFunctionUrlConfig({ store, apiUrl }: LambdaControl) {
  return (input: GetFunctionUrlConfigCommandInput, call: CallContext): GetFunctionUrlConfigResponse => {
    return { InvokeMode: 'BUFFERED', ...urlAnswer(apiUrl(), call, findUrl(store, call, nameUrl(call, input))) };
  };
}
