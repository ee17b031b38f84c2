/**
 * Which headers a mapping of a REST API may send to the back end. AWS documents a part of it; the rest is what AWS does when asked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html#api-gateway-known-issues-rest-apis
 */
import type { RestIntegration } from '../../rest-api.ts';
import type { Pairs } from '../api-request.ts';
import { gatewayErrors } from '../gateway-errors.ts';

/** API Gateway writes these itself. */
const owned = new Set(['content-length', 'transfer-encoding', 'x-amzn-trace-id', 'x-amzn-apigateway-api-id']);
/** Of requests that it signs. */
const ownedSigned = new Set(['authorization', 'connection', 'expect', 'proxy-authenticate', 'te']);

/** @throws GatewayError 500 for a mapping that API Gateway refuses to follow, also where a proxy would not send it. */
export function checkMappedHeaders(mapped: Pairs, type: RestIntegration['type']): void {
  const isSigned = type === 'AWS' || type === 'AWS_PROXY';
  for (const [name] of mapped) {
    const key = name.toLowerCase();
    if (owned.has(key) || (isSigned && ownedSigned.has(key))) throw gatewayErrors.configuration(`${name} header already present`);
  }
}

const neverSent = new Set(['expect', 'proxy-authenticate', 'te']);

/** Headers that may be mapped and are not sent all the same. */
export function sendable(headers: Pairs, type: RestIntegration['type']): Pairs {
  const last = type === 'AWS' ? 'referer' : 'via';
  return headers.filter(([name]) => {
    const key = name.toLowerCase();
    return !neverSent.has(key) && key !== last;
  });
}
