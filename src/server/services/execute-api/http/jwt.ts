/**
 * Checks the JSON Web Token of a request against the keys of its issuer, which are asked for and kept.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { HttpAuthorizer } from '../../http-api.ts';
import { OutboundError, send } from '../integrations/outbound.ts';
import type { HttpAuthorization } from './authorize.ts';
import type { HttpExchange } from './exchange.ts';
import { httpErrors } from './gateway-errors.ts';
import { requestValue } from './values.ts';

type Claims = Readonly<Record<string, unknown>>;

const keptFor = 5 * 60_000;
/** API Gateway takes RSA signatures only. */
const algorithms: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' };

/** @returns a check that throws GatewayError 401 for a token that does not count, 403 when it lacks the route's scopes. */
export function createJwtCheck(now: () => number = Date.now) {
  const kept = new Map<string, { readonly keys: readonly JsonWebKey[]; readonly until: number }>();

  async function keysOf(issuer: string): Promise<readonly JsonWebKey[]> {
    const known = kept.get(issuer);
    if (known && known.until > now()) return known.keys;
    const discovery = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const { keys } = await fetchJson(String(discovery['jwks_uri']));
    const read = Array.isArray(keys) ? (keys as readonly JsonWebKey[]) : [];
    if (kept.size > 200) kept.clear();
    kept.set(issuer, { keys: read, until: now() + keptFor });
    return read;
  }

  return async (exchange: HttpExchange, authorizer: HttpAuthorizer, scopes: readonly string[]): Promise<HttpAuthorization> => {
    const source = authorizer.identitySource[0] ?? '$request.header.Authorization';
    const token = requestValue(source.slice(1), exchange)?.replace(/^Bearer\s+/i, '');
    if (!token) throw httpErrors.unauthorized('The identity source holds no token');
    const { header, claims, signed, signature } = readToken(token);
    const digest = algorithms[String(header['alg'])];
    if (!digest) throw httpErrors.unauthorized(`The token is signed with ${String(header['alg'])}`);
    const { issuer = '', audience = [] } = authorizer.jwt ?? {};
    const keys = await keysOf(issuer).catch((error: unknown) => {
      throw httpErrors.unauthorized(
        `The keys of ${issuer} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    const key = keys.find((candidate) => candidate['kid'] === header['kid']);
    if (!key) throw httpErrors.unauthorized('The issuer has no such key');
    if (!verify(digest, Buffer.from(signed), createPublicKey({ key, format: 'jwk' }), signature))
      throw httpErrors.unauthorized('The signature does not match');
    checkClaims(claims, issuer, audience, now() / 1000);
    const held = scopesOf(claims);
    if (scopes.length > 0 && !scopes.some((scope) => held.includes(scope)))
      throw httpErrors.forbidden(`The token has none of the scopes ${scopes.join(', ')}`);
    return {
      kind: 'jwt',
      claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(value)])),
      scopes: scopes.length > 0 ? held : null,
    };
  };
}

function readToken(token: string) {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const decoded = (part: string): Claims => {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Claims) : {};
  };
  try {
    return {
      header: decoded(header),
      claims: decoded(payload),
      signed: `${header}.${payload}`,
      signature: Buffer.from(signature, 'base64url'),
    };
  } catch {
    throw httpErrors.unauthorized('The token is no JSON Web Token');
  }
}

function checkClaims(claims: Claims, issuer: string, audience: readonly string[], now: number): void {
  const refuse = (why: string) => httpErrors.unauthorized(why);
  if (claims['iss'] !== issuer) throw refuse('The claim iss is not the issuer');
  // Tokens of some issuers have a client_id instead of an audience.
  const meant = claims['aud'] === undefined ? [claims['client_id']] : [claims['aud']].flat();
  if (audience.length > 0 && !meant.some((one) => audience.includes(String(one))))
    throw refuse('The claim aud is not the audience');
  const { exp, nbf, iat } = claims;
  if (typeof exp !== 'number' || exp <= now) throw refuse('The token has expired');
  if (typeof nbf === 'number' && nbf > now) throw refuse('The token is not valid yet');
  if (typeof iat === 'number' && iat > now) throw refuse('The token was issued in the future');
}

function scopesOf(claims: Claims): string[] {
  const given = claims['scope'] ?? claims['scp'];
  return Array.isArray(given)
    ? given.map(String)
    : String(given ?? '')
        .split(' ')
        .filter((scope) => scope !== '');
}

/** Events hold claims as texts; lists as `[a b]`. */
const claimText = (value: unknown): string =>
  Array.isArray(value) ? `[${value.join(' ')}]` : typeof value === 'object' ? JSON.stringify(value) : String(value);

async function fetchJson(url: string): Promise<Claims> {
  if (!URL.canParse(url)) throw new OutboundError('request', `${url} is no URL`);
  const headers = [['Accept', 'application/json']] as const;
  const answer = await send({ method: 'GET', url: new URL(url), headers, body: undefined, timeoutInMillis: 1_500 });
  if (answer.statusCode !== 200) throw new OutboundError('network', `${url} answered ${answer.statusCode}`);
  return JSON.parse(Buffer.from(answer.body).toString()) as Claims;
}
