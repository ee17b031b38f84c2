/**
 * Server-sent events to the open pages: which traces have arrived or changed. Called by server.ts.
 *
 * A page asks with POST and the token (an EventSource could send neither) and reads the stream. Ids are gathered for a moment, so that
 * a busy server sends a few events a second whatever arrives; a page that does not read is dropped, never waited for.
 */
import type { ServerResponse } from 'node:http';

const gatherMs = 250;
const keepAliveMs = 15_000;
/** More ids than this in one event are only counted: a page then reloads its list anyway. */
const maxIdsPerEvent = 200;
const maxPages = 64;
const maxBufferedBytes = 1024 * 1024;

export interface EventStream {
  /** Takes the response over until the page goes away. False when too many pages are open. */
  add(response: ServerResponse): boolean;
  close(): void;
}

export function createEventStream(onTraces: (listener: (traceIds: readonly string[]) => void) => () => void): EventStream {
  const pages = new Set<ServerResponse>();
  const gathered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const send = (text: string): void => {
    for (const page of pages) {
      if (page.writableLength > maxBufferedBytes) page.destroy();
      else page.write(text);
    }
  };
  const flush = (): void => {
    timer = undefined;
    const traceIds = [...gathered].slice(0, maxIdsPerEvent);
    send(`event: traces\ndata: ${JSON.stringify({ count: gathered.size, traceIds })}\n\n`);
    gathered.clear();
  };
  const unsubscribe = onTraces((traceIds) => {
    if (pages.size === 0) return;
    for (const id of traceIds) gathered.add(id);
    timer ??= setTimeout(flush, gatherMs);
  });
  const keepAlive = setInterval(() => send(': still here\n\n'), keepAliveMs);
  keepAlive.unref();

  return {
    add(response) {
      if (pages.size >= maxPages) return false;
      pages.add(response);
      response.on('close', () => pages.delete(response));
      response.write('event: open\ndata: {}\n\n');
      return true;
    },
    close() {
      unsubscribe();
      clearTimeout(timer);
      clearInterval(keepAlive);
      for (const page of pages) page.end();
    },
  };
}
