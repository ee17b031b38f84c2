/** InvokeAsync: Invoke's forerunner, for events alone. https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html */
import type { InvokeAsyncCommandInput, InvokeAsyncResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { invokeRequest } from '../invoke-request.ts';

export function invokeAsync(control: LambdaControl) {
  return async (input: InvokeAsyncCommandInput, call: CallContext): Promise<InvokeAsyncResponse> => {
    const request = invokeRequest({ FunctionName: input.FunctionName, Payload: input.InvokeArgs }, call, 'Event');
    await control.execution().invoke(request);
    return { Status: 202 };
  };
}
