/** React's side of live.ts: pages refetch when traces arrive, at most once in `everyMs`. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type LiveState, liveState, onLiveState, onTraces, type TracesEvent } from './live.ts';

export function useLiveState(): LiveState {
  return useSyncExternalStore(onLiveState, liveState);
}

/** Calls `refresh` when traces arrive while `enabled`; `concerns` may narrow it to some. */
export function useLive(
  enabled: boolean,
  refresh: () => void,
  concerns: (event: TracesEvent) => boolean = () => true,
  everyMs = 1000,
): void {
  const latest = useRef({ refresh, concerns });
  latest.current = { refresh, concerns };
  useEffect(() => {
    if (!enabled) return undefined;
    let timer: number | undefined;
    let last = 0;
    const stop = onTraces((event) => {
      if (timer !== undefined || !latest.current.concerns(event)) return;
      const wait = Math.max(0, last + everyMs - Date.now());
      timer = window.setTimeout(() => {
        timer = undefined;
        last = Date.now();
        latest.current.refresh();
      }, wait);
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [enabled, everyMs]);
}
