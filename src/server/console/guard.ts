/**
 * Decides whether the console answers a request at all. Called by server.ts before anything else; pure, so that every rule has a test.
 *
 * What it keeps out: pages of other origins (a site on the internet, a function's own HTML on the API port, which is another port of
 * the same host and therefore "same-site"), names that an attacker's DNS points at loopback, and whoever has no token.
 */
import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** Names in lower case, as Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The custom header that carries the token: a page of another origin cannot send it without a preflight, which is never granted. */
export const tokenHeader = 'x-radiograph-token';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * DNS rebinding: a page of `evil.example` whose name has been pointed at 127.0.0.1 sends that name as Host. Loopback names pass with
 * any port (a forwarded port has another number). A server bound wider also answers to its own address and to literal addresses,
 * which no DNS can forge.
 * @param boundHost the address given to `--host`.
 */
export function refuseHost(headers: RequestHeaders, boundHost: string): Refusal | undefined {
  const name = hostName(single(headers['host']));
  if (name !== undefined) {
    if (loopbackNames.has(name)) return undefined;
    if (!isLoopback(boundHost)) {
      if (name === boundHost.toLowerCase() || name === `[${boundHost.toLowerCase()}]`) return undefined;
      if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return undefined;
    }
  }
  return {
    status: 421,
    code: 'MisdirectedRequest',
    message: 'The console does not answer to this host name. Open it as http://localhost or http://127.0.0.1.',
  };
}

/** A file or the page itself: reachable by typing, by a link from anywhere, and from the console's own pages; never as a part of another page. */
export function refuseRead(headers: RequestHeaders): Refusal | undefined {
  const site = single(headers['sec-fetch-site']);
  if (site === undefined || site === 'none' || site === 'same-origin') return undefined;
  if (single(headers['sec-fetch-mode']) === 'navigate' && single(headers['sec-fetch-dest']) === 'document') return undefined;
  return { status: 403, code: 'AccessDeniedException', message: 'The console cannot be part of a page of another origin.' };
}

/** A call of `/_console/`: from the console's own page, as JSON, with the token of this start. */
export function refuseCall(method: string | undefined, headers: RequestHeaders, token: string): Refusal | undefined {
  const denied = (message: string): Refusal => ({ status: 403, code: 'AccessDeniedException', message });
  if (method !== 'POST') return { status: 405, code: 'MethodNotAllowedException', message: 'Calls of the console are POST.' };
  const site = single(headers['sec-fetch-site']);
  if (site !== undefined && site !== 'same-origin') return denied('Calls of the console come from its own pages only.');
  const origin = single(headers['origin']);
  const host = single(headers['host']);
  if (origin !== undefined ? !sameOrigin(origin, host) : site === undefined)
    return denied('Calls of the console name their origin, which is the console itself.');
  if (!/^application\/json(?:$|;)/i.test(single(headers['content-type']) ?? ''))
    return { status: 415, code: 'UnsupportedMediaTypeException', message: 'Calls of the console are application/json.' };
  if (!tokenEquals(single(headers[tokenHeader]), token))
    return {
      status: 401,
      code: 'ExpiredTokenException',
      message: 'The token of this page is not of this start of the server. Reload the page.',
    };
  return undefined;
}

/** Compares in constant time. */
export function tokenEquals(given: string | undefined, token: string): boolean {
  const left = Buffer.from(given ?? '');
  const right = Buffer.from(token);
  return left.length === right.length && timingSafeEqual(left, right);
}

export function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function hostName(host: string | undefined): string | undefined {
  return host === undefined ? undefined : /^(\[[0-9a-f:.]+\]|[^:[\]/@]+)(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase();
}

function sameOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
