/** Invoke: checks what the request says; the data plane does the rest. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { invokeRequest } from '../invoke-request.ts';

export function invoke(control: LambdaControl) {
  return async (
    input: InvokeCommandInput,
    call: CallContext,
  ): Promise<Omit<InvokeCommandOutput, '$metadata' | 'Payload'> & { Payload?: Uint8Array }> => {
    const type = input.InvocationType ?? 'RequestResponse';
    new Constraints()
      .oneOf('invocationType', type, ['Event', 'RequestResponse', 'DryRun'])
      .oneOf('logType', input.LogType, ['None', 'Tail'])
      .check();
    const request = invokeRequest(input, call, type === 'Event' ? 'Event' : 'RequestResponse');
    if (type === 'DryRun') {
      const version = control.catalogue.resolve(call, input.FunctionName ?? '', input.Qualifier);
      return { StatusCode: 204, ExecutedVersion: version.version };
    }
    const result = await control.execution().invoke(request);
    call.responseHeaders.set('x-amzn-remapped-content-length', '0');
    if (result.traceHeader !== undefined) call.responseHeaders.set('X-Amzn-Trace-Id', result.traceHeader);
    if (type === 'Event') return { StatusCode: 202, Payload: new Uint8Array() };
    return {
      StatusCode: result.statusCode,
      ExecutedVersion: result.executedVersion,
      Payload: result.payload,
      ...(result.functionError !== undefined && { FunctionError: result.functionError }),
      ...(result.logResult !== undefined && { LogResult: result.logResult }),
    };
  };
}
