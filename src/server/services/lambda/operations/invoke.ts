/** Invoke: checks what the request says; the data plane does the rest. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { invalidRequestContent, payloadTooLarge } from '../errors.ts';

/** Bytes: of events that are waited for, and of those that are queued. */
const payloadLimits = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;

const noPayload = new Uint8Array();

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
    const payload = input.Payload instanceof Uint8Array ? input.Payload : noPayload;
    const kind = type === 'Event' ? 'Event' : 'RequestResponse';
    if (payload.byteLength > payloadLimits[kind]) throw payloadTooLarge(payload.byteLength, kind, payloadLimits[kind]);
    const clientContext = decodeClientContext(input.ClientContext);
    if (type === 'DryRun') {
      const version = control.catalogue.resolve(call, input.FunctionName ?? '', input.Qualifier);
      return { StatusCode: 204, ExecutedVersion: version.version };
    }
    const result = await control.execution().invoke({
      tenant: { account: call.account, region: call.region },
      functionName: input.FunctionName ?? '',
      qualifier: input.Qualifier,
      invocationType: kind,
      payload,
      traceHeader: call.headers['x-amzn-trace-id'],
      clientContext,
      logType: input.LogType,
      requestId: call.requestId,
    });
    call.responseHeaders.set('x-amzn-remapped-content-length', '0');
    if (result.traceHeader !== undefined) call.responseHeaders.set('X-Amzn-Trace-Id', result.traceHeader);
    if (kind === 'Event') return { StatusCode: 202, Payload: noPayload };
    return {
      StatusCode: result.statusCode,
      ExecutedVersion: result.executedVersion,
      Payload: result.payload,
      ...(result.functionError !== undefined && { FunctionError: result.functionError }),
      ...(result.logResult !== undefined && { LogResult: result.logResult }),
    };
  };
}

/** Base64 of JSON, at most 3,583 bytes. @returns the JSON's text. */
function decodeClientContext(encoded: string | undefined): string | undefined {
  if (encoded === undefined || encoded === '') return undefined;
  if (encoded.length > 3583) throw invalidRequestContent('Client context must be no more than 3583 bytes when base64-encoded');
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    JSON.parse(text);
  } catch {
    throw invalidRequestContent('Client context must be a valid Base64-encoded JSON object.');
  }
  return text;
}
