/** What an operation learns of its caller. */
import type { Tenant } from '../services/ports.ts';
import type { CallContext } from '../services/service.ts';
import type { WireRequest } from '../wire/http.ts';
import type { Routed } from '../wire/router.ts';
import type { Caller } from './caller.ts';

export function callContext(
  routed: Routed,
  caller: Caller,
  tenant: Tenant,
  request: WireRequest,
  requestId: string,
  signal: AbortSignal,
): CallContext {
  return {
    service: routed.operation.service.id,
    operation: routed.operation.name,
    account: tenant.account,
    region: tenant.region,
    principal: caller.principal,
    requestId,
    headers: request.headers,
    responseHeaders: new Map(),
    signal,
  };
}
