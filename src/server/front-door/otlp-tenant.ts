/**
 * Whose spans an OTLP request brings. Most exporters sign nothing: theirs belong to the default account and region. ADOT's sign for
 * `xray`, as they do for AWS's own endpoint: theirs belong to whoever signed, and the signature is verified with `--auth sigv4`.
 *
 * Who calls it: `main.ts` gives it to the listener of port 4318 and to the API port.
 */
import type { IncomingMessage } from 'node:http';
import type { Tenant } from '../services/ports.ts';
import type { WireRequest } from '../wire/http.ts';
import { parseAuthorization } from './authorization.ts';
import { identifyCaller } from './caller.ts';
import type { FrontDoor } from './front-door.ts';
import { verifySignature } from './signature.ts';

/** @param body as it was sent. @throws AwsError for an unknown key or a wrong signature under `--auth sigv4`. */
export function otlpTenant(door: FrontDoor, incoming: IncomingMessage, body: Uint8Array): Tenant {
  const { config } = door;
  const target = new URL(incoming.url ?? '/', 'http://localhost');
  const request: WireRequest = {
    method: incoming.method ?? 'POST',
    path: target.pathname,
    query: target.searchParams,
    headers: incoming.headers as Record<string, string | undefined>,
    body,
  };
  const authorization = parseAuthorization(request);
  if (authorization === undefined) return { account: config.accountId, region: config.region };
  const caller = identifyCaller(door, request, authorization, door.router.service('xray'));
  if (config.auth === 'sigv4') verifySignature(request, authorization, caller);
  return { account: caller.principal.account, region: authorization.region };
}
