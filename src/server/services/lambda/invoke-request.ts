/** What Invoke and InvokeWithResponseStream read of a call (lambda/latest/api/API_Invoke.html). */
import type { InvokeRequest } from '../ports.ts';
import type { CallContext } from '../service.ts';
import { invalidRequestContent, payloadTooLarge } from './errors.ts';

/** Bytes: of events that are waited for, and of those that are queued. */
const payloadLimits = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;

const noPayload = new Uint8Array();

interface InvokeInput {
  readonly FunctionName: string | undefined;
  readonly Qualifier?: string | undefined;
  readonly ClientContext?: string | undefined;
  readonly LogType?: 'None' | 'Tail' | undefined;
  readonly Payload?: unknown;
}

/** @throws RequestEntityTooLargeException, InvalidRequestContentException */
export function invokeRequest(
  input: InvokeInput,
  call: CallContext,
  invocationType: InvokeRequest['invocationType'],
): InvokeRequest {
  const payload = input.Payload instanceof Uint8Array ? input.Payload : noPayload;
  const limit = payloadLimits[invocationType];
  if (payload.byteLength > limit) throw payloadTooLarge(payload.byteLength, invocationType, limit);
  return {
    tenant: { account: call.account, region: call.region },
    functionName: input.FunctionName ?? '',
    qualifier: input.Qualifier,
    invocationType,
    payload,
    traceHeader: call.headers['x-amzn-trace-id'],
    clientContext: decodeClientContext(input.ClientContext),
    logType: input.LogType,
    requestId: call.requestId,
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
