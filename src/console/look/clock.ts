/** One clock for all ages on a page: whoever shows one is drawn again every few seconds, and nothing else is. Used by When.tsx. */
import { useSyncExternalStore } from 'react';

/** Ages are coarse: a list whose seconds run would never be still. */
const everyMs = 5000;

let now = new Date();
let timer: number | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  if (document.hidden) return;
  now = new Date();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    timer = window.setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
    timer = undefined;
  };
}

/** What is drawn later than the last tick may show an event that is newer than it: then the clock is set. */
function read(): Date {
  if (Date.now() - now.getTime() > everyMs) now = new Date();
  return now;
}

export function useNow(): Date {
  return useSyncExternalStore(subscribe, read);
}
