/**
 * Who gets the page. Called by server.ts for every read.
 *
 * On loopback: whoever can connect. On a wider address: whoever opened the printed `/login?t=…`, which is exchanged for a cookie.
 * The cookie opens the page and nothing else: calls carry the token that is written into the page, because a cookie is also sent to
 * the other ports of this host, where functions would read it.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { single, tokenEquals } from './guard.ts';

export interface Login {
  /** What to append to the printed address. */
  readonly path: string;
  /** Answers the request when it is a login, or when one is missing. @returns true when it has. */
  answer(pathname: string, request: IncomingMessage, response: ServerResponse): boolean;
}

export function createLogin(required: boolean): Login {
  if (!required) return { path: '', answer: () => false };
  const ticket = randomBytes(32).toString('base64url');
  const session = randomBytes(32).toString('base64url');
  return {
    path: `/login?t=${ticket}`,
    answer(pathname, request, response) {
      if (pathname === '/login') {
        const given = new URLSearchParams(request.url?.split('?')[1] ?? '').get('t') ?? undefined;
        if (!tokenEquals(given, ticket)) return refusePage(response);
        response.writeHead(303, {
          location: '/',
          'set-cookie': `radiograph_console=${session}; HttpOnly; SameSite=Strict; Path=/`,
        });
        response.end();
        return true;
      }
      if (pathname.startsWith('/assets/')) return false;
      const cookie = /(?:^|;\s*)radiograph_console=([^;]*)/.exec(single(request.headers.cookie) ?? '')?.[1];
      return tokenEquals(cookie, session) ? false : refusePage(response);
    },
  };
}

function refusePage(response: ServerResponse): true {
  response.writeHead(401, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en"><head><title>Radiograph</title></head><body><h1>Log in</h1>
<p>Open the address that the server printed when it started: it ends in <code>/login?t=…</code>.</p></body></html>`);
  return true;
}
