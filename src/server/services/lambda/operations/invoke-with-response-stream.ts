/**
 * InvokeWithResponseStream: the whole answer as the events of a stream, once the function has given it.
 * https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
import type {
  InvokeWithResponseStreamCommandInput,
  InvokeWithResponseStreamResponse,
  InvokeWithResponseStreamResponseEvent,
} from '@aws-sdk/client-lambda';
import type { InvokeResult } from '../../ports.ts';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { invokeRequest } from '../invoke-request.ts';

type StreamEvent = Partial<InvokeWithResponseStreamResponseEvent>;
type Output = Omit<InvokeWithResponseStreamResponse, 'EventStream'> & { readonly EventStream?: readonly StreamEvent[] };

/** Bytes of an event; a message of the protocol has room for 16 MB. */
const chunkSize = 1_048_576;

export function invokeWithResponseStream(control: LambdaControl) {
  return async (input: InvokeWithResponseStreamCommandInput, call: CallContext): Promise<Output> => {
    new Constraints()
      .oneOf('invocationType', input.InvocationType, ['RequestResponse', 'DryRun'])
      .oneOf('logType', input.LogType, ['None', 'Tail'])
      .check();
    const request = invokeRequest(input, call, 'RequestResponse');
    if (input.InvocationType === 'DryRun') {
      const version = control.catalogue.resolve(call, input.FunctionName ?? '', input.Qualifier);
      return { StatusCode: 204, ExecutedVersion: version.version };
    }
    const result = await control.execution().invoke(request);
    if (result.traceHeader !== undefined) call.responseHeaders.set('X-Amzn-Trace-Id', result.traceHeader);
    return { StatusCode: 200, ExecutedVersion: result.executedVersion, EventStream: events(result) };
  };
}

/** A function that failed has sent nothing: its error is told at the end. */
function events({ payload, functionError, logResult }: InvokeResult): StreamEvent[] {
  const complete: StreamEvent = {
    InvokeComplete: {
      ...(functionError !== undefined && { ErrorCode: functionError, ErrorDetails: Buffer.from(payload).toString() }),
      ...(logResult !== undefined && { LogResult: logResult }),
    },
  };
  if (functionError !== undefined) return [complete];
  const chunks: StreamEvent[] = [];
  for (let at = 0; at < payload.byteLength; at += chunkSize)
    chunks.push({ PayloadChunk: { Payload: payload.subarray(at, at + chunkSize) } });
  return [...chunks, complete];
}
