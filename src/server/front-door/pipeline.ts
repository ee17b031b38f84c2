/**
 * The way of an AWS call through the front door, in order. Every listener (the API port, a function's own door) runs this list.
 *
 * host and origin checks -> service -> caller -> operation -> fast path, or input -> call -> output
 */
import type { WireRequest, WireResponse } from '../wire/http.ts';
import { decodeInput, encodeOutput } from '../wire/protocols.ts';
import { checkRequiredMembers } from '../wire/required-members.ts';
import { answerError } from './answer-error.ts';
import { parseAuthorization } from './authorization.ts';
import { callContext } from './call-context.ts';
import { callOperation } from './call-operation.ts';
import { identifyCaller } from './caller.ts';
import { checkHost, checkOrigin } from './checks.ts';
import { findOperation } from './find-operation.ts';
import type { FrontDoor } from './front-door.ts';
import { withPresignedHeaders } from './presigned-headers.ts';
import { requestIdHeaders } from './request-ids.ts';
import { verifySignature } from './signature.ts';
import { serviceOfHost, withBucketInPath } from './virtual-host.ts';

/** Never throws: whatever goes wrong becomes an AWS-shaped answer. */
export async function answerAwsCall(door: FrontDoor, sent: WireRequest, signal: AbortSignal): Promise<WireResponse> {
  const requestId = crypto.randomUUID();
  const found: Parameters<typeof answerError>[1] = { service: undefined, protocol: 'rest-json' };
  let request = sent;
  try {
    checkHost(request, door.hostNames);
    checkOrigin(request);
    const authorization = parseAuthorization(request);
    const service = door.router.findService(request, authorization?.service ?? serviceOfHost(request.headers['host']));
    found.service = service;
    if (service) found.protocol = door.router.protocolOf(request, service);
    found.queryMode = request.headers['x-amzn-query-mode'] === 'true';
    const caller = identifyCaller(door, request, authorization, service);
    if (door.config.auth === 'sigv4') verifySignature(request, authorization, caller);
    request = withPresignedHeaders(request, service);
    const { routed, operation } = findOperation(door, withBucketInPath(request, service), service, authorization);
    const tenant = { account: caller.principal.account, region: authorization?.region ?? door.config.region };

    const fast = door.fastPaths.get(`${routed.operation.service.id}:${routed.operation.name}`);
    if (fast && routed.protocol === 'rest-json') {
      const body = await fast(tenant, request.body);
      return { status: 200, headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId }, body };
    }

    const input = decodeInput(routed, request);
    checkRequiredMembers(routed.operation, input, routed.protocol);
    const call = callContext(routed, caller, tenant, request, requestId, signal);
    const output = await callOperation(door, operation, input, call);
    const response = encodeOutput(routed.operation, routed.protocol, output, requestId);
    for (const [name, value] of call.responseHeaders) response.headers[name] = value;
    Object.assign(response.headers, requestIdHeaders(service, requestId));
    return response;
  } catch (cause) {
    return answerError(door, found, cause, requestId);
  }
}
