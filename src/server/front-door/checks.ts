/**
 * Any web page that the user visits can send requests to loopback. Two checks stop it: the Host header must be a name of ours
 * (DNS rebinding), and a browser must not be calling from another origin.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { AwsError } from '../wire/aws-error.ts';
import type { WireRequest } from '../wire/http.ts';

/** `[::1]:4566` -> `::1`, `localhost:4566` -> `localhost`. */
export function hostName(host: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(host);
  return (bracketed?.[1] ?? host.replace(/:\d+$/, '')).toLowerCase();
}

/** An address cannot be rebound; names must be loopback's, AWS's or configured. */
export function isAllowedHost(host: string, configured: ReadonlySet<string>): boolean {
  const name = hostName(host);
  return (
    isIP(name) !== 0 ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name.endsWith('.amazonaws.com') ||
    name.endsWith('.on.aws') ||
    configured.has(name)
  );
}

/** @throws AwsError 421 that says what to do. */
export function checkHost(request: WireRequest, configured: ReadonlySet<string>): void {
  const host = request.headers['host'] ?? '';
  if (isAllowedHost(host, configured)) return;
  throw new AwsError(
    'MisdirectedRequest',
    `The host name "${host}" is not one of this server's. Use 127.0.0.1, localhost or *.localhost.`,
    421,
  );
}

/** Would a browser send this from a page of another origin? Navigations by the user have `none`. */
export function isCrossOrigin(headers: Readonly<Record<string, string | undefined>>): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = headers['origin'];
  if (origin === undefined) return false;
  try {
    return new URL(origin).host !== headers['host'];
  } catch {
    return true;
  }
}

/** @throws AwsError AccessDeniedException. */
export function checkOrigin(request: WireRequest): void {
  if (isCrossOrigin(request.headers))
    throw new AwsError('AccessDeniedException', 'Requests from web pages of other origins are refused.', 403);
}

/** The same two checks for a listener that speaks no protocol of AWS's: what to answer, or undefined when the request may come in. */
export function refusalOf(
  { headers }: IncomingMessage,
  configured: ReadonlySet<string>,
): { readonly status: number; readonly message: string } | undefined {
  const host = headers.host ?? '';
  if (!isAllowedHost(host, configured)) return { status: 421, message: `The host name "${host}" is not one of this server's.` };
  if (isCrossOrigin(headers as Record<string, string | undefined>))
    return { status: 403, message: 'Requests from web pages of other origins are refused.' };
  return undefined;
}
