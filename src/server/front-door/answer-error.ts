/** Turns whatever was thrown into an AWS-shaped answer. What is not an AwsError is a bug: logged with its cause, never shown. */
import { AwsError } from '../wire/aws-error.ts';
import type { WireResponse } from '../wire/http.ts';
import { encodeError, queryError } from '../wire/protocols.ts';
import type { ProtocolName } from '../wire/router.ts';
import type { ServiceModel } from '../wire/schema.ts';
import type { FrontDoor } from './front-door.ts';
import { requestIdHeaders } from './request-ids.ts';

export function answerError(
  door: FrontDoor,
  found: { service: ServiceModel | undefined; protocol: ProtocolName; queryMode?: boolean },
  cause: unknown,
  requestId: string,
): WireResponse {
  door.counters.errors++;
  const error = cause instanceof AwsError ? cause : internalFailure(door, cause, requestId);
  const response = encodeError(error, found.protocol, found.service, requestId);
  // Clients that know the Query protocol's codes ask for them in the others.
  if (found.queryMode) response.headers['x-amzn-query-error'] = queryError(error, found.service);
  Object.assign(response.headers, requestIdHeaders(found.service, requestId));
  return response;
}

function internalFailure(door: FrontDoor, cause: unknown, requestId: string): AwsError {
  const overloaded = cause instanceof Error && cause.name === 'StoreOverloaded';
  if (overloaded)
    return new AwsError('ThrottledException', 'Rate exceeded: the store is behind. Send again a little later.', 429);
  door.log(`request ${requestId} failed: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  return new AwsError(
    'InternalFailure',
    `The request processing has failed because of an unknown error (request ${requestId}).`,
    500,
  );
}
