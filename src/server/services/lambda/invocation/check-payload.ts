/** The event has to be JSON; none at all is `{}` (lambda/latest/api/API_Invoke.html). First step of the pipeline. */

import { AwsError } from '../../../wire/aws-error.ts';
import type { InvokeRequest } from '../../ports.ts';

const empty = new TextEncoder().encode('{}');
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws InvalidRequestContentException */
export function checkPayload(request: InvokeRequest): InvokeRequest {
  if (request.payload.byteLength === 0) return { ...request, payload: empty };
  try {
    JSON.parse(utf8.decode(request.payload));
    return request;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json: ${reason}`,
      400,
      {
        Type: 'User',
      },
    );
  }
}
