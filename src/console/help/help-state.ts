/** Whether the help stands open, and at which topic. Read by Frame.tsx; opened by `?`, by the top bar and by what needs explaining. */
import { useSyncExternalStore } from 'react';

export type HelpTopic = 'filter' | 'keys' | 'server';

interface HelpState {
  readonly open: boolean;
  /** What was asked for; undefined for whatever suits the page. */
  readonly topic: HelpTopic | undefined;
}

let state: HelpState = { open: false, topic: undefined };
const listeners = new Set<() => void>();

function set(next: HelpState): void {
  state = next;
  for (const listener of listeners) listener();
}

export function openHelp(topic?: HelpTopic): void {
  set({ open: true, topic });
}

export function closeHelp(): void {
  set({ ...state, open: false });
}

export function toggleHelp(): void {
  set({ open: !state.open, topic: undefined });
}

export function useHelp(): HelpState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
