/**
 * Browsers send a host's cookies to all of its ports: the console's must not reach a function behind the API port.
 */
import type { IncomingMessage } from 'node:http';

const ownCookie = /(?:^|;\s*)radiograph_[^=;]*=[^;]*/g;

/** Takes the console's cookies out of the request, as if they had not been sent. */
export function dropOwnCookies(request: IncomingMessage): void {
  if (request.headers.cookie === undefined) return;
  const left = withoutOwn(request.headers.cookie);
  if (left === '') delete request.headers.cookie;
  else request.headers.cookie = left;
  for (let index = request.rawHeaders.length - 2; index >= 0; index -= 2) {
    if (request.rawHeaders[index]?.toLowerCase() !== 'cookie') continue;
    const kept = withoutOwn(request.rawHeaders[index + 1] ?? '');
    if (kept === '') request.rawHeaders.splice(index, 2);
    else request.rawHeaders[index + 1] = kept;
  }
}

function withoutOwn(cookies: string): string {
  return cookies.replace(ownCookie, '').replace(/^;\s*/, '');
}
