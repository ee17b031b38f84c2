/**
 * The stream of arriving traces: one connection for the whole tab, opened while something listens, closed a minute after the tab is
 * hidden, and opened again with growing pauses when the server goes away. Used by use-live.ts.
 */
import { CallError, post } from './call.ts';
import { parseEvents } from './server-sent-events.ts';

export type LiveState = 'idle' | 'connecting' | 'open' | 'offline';

export interface TracesEvent {
  readonly count: number;
  readonly traceIds: readonly string[];
}

const hiddenMs = 60_000;
const firstPauseMs = 1000;
const longestPauseMs = 30_000;

const traceListeners = new Set<(event: TracesEvent) => void>();
const stateListeners = new Set<() => void>();
let state: LiveState = 'idle';
let connection: AbortController | undefined;
let pauseMs = firstPauseMs;
let retry: number | undefined;
let hidden: number | undefined;

export function liveState(): LiveState {
  return state;
}

export function onLiveState(listener: () => void): () => void {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}

/** Listens while the returned function has not been called. After a reconnect `traceIds` is empty: anything may have been missed. */
export function onTraces(listener: (event: TracesEvent) => void): () => void {
  traceListeners.add(listener);
  if (connection === undefined) void connect();
  return () => {
    traceListeners.delete(listener);
    if (traceListeners.size === 0) disconnect('idle');
  };
}

document.addEventListener('visibilitychange', () => {
  window.clearTimeout(hidden);
  if (document.hidden) hidden = window.setTimeout(() => disconnect('idle'), hiddenMs);
  else if (connection === undefined && traceListeners.size > 0) void connect();
});

function setState(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const listener of stateListeners) listener();
}

function disconnect(next: LiveState): void {
  window.clearTimeout(retry);
  connection?.abort();
  connection = undefined;
  setState(next);
}

async function connect(): Promise<void> {
  const own = new AbortController();
  connection = own;
  const again = state === 'offline';
  if (!again) setState('connecting');
  try {
    const response = await post('/_console/v1/events', {}, own.signal);
    pauseMs = firstPauseMs;
    setState('open');
    if (again) emit({ count: 0, traceIds: [] });
    await read(response);
  } catch (error) {
    if (own.signal.aborted) return;
    // Another start of the server has another token: the page that it gives out has the right one.
    if (error instanceof CallError && error.status === 401) reloadOnce();
  }
  if (connection !== own) return;
  setState('offline');
  retry = window.setTimeout(() => void connect(), pauseMs);
  pauseMs = Math.min(pauseMs * 2, longestPauseMs);
}

async function read(response: Response): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  for (;;) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) return;
    const parsed = parseEvents(buffer + chunk.value);
    buffer = parsed.rest;
    for (const { event, data } of parsed.events) if (event === 'traces') emit(JSON.parse(data) as TracesEvent);
  }
}

function emit(event: TracesEvent): void {
  for (const listener of traceListeners) listener(event);
}

function reloadOnce(): void {
  const last = Number(sessionStorage.getItem('radiograph.reloaded') ?? 0);
  if (Date.now() - last < 10_000) return;
  sessionStorage.setItem('radiograph.reloaded', String(Date.now()));
  location.reload();
}
