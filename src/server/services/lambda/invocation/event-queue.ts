/**
 * Events: answered at once, run later (lambda/latest/dg/invocation-async.html). An event that was answered is in a file until it is
 * done, with the tries that it has had, so a server that ends, or is killed, goes on with it when it starts again. Called by the
 * pipeline; try-event.ts runs what is here.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InvokeRequest, InvokeResult } from '../../ports.ts';
import { now } from '../environment/clock.ts';
import { decideTrace, type Trace } from './decide-trace.ts';
import type { InvocationDeps } from './deps.ts';
import { emitAsyncMetrics } from './emit-metrics.ts';
import { type Attempt, resolveFunction } from './resolve-function.ts';

export interface EventQueue {
  readonly directory: string;
  readonly timers: Set<NodeJS.Timeout>;
  /** Events that were throttled, by the function's ARN. */
  readonly throttled: Map<string, Set<Waiting>>;
  /** After `close` nothing is started; what waits stays in its file. */
  closed: boolean;
}

export function createEventQueue(directory: string): EventQueue {
  return { directory, timers: new Set(), throttled: new Map(), closed: false };
}

interface Waiting {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Begins the next try. */
  start(): void;
}

/** An event on its way. */
export interface QueuedEvent {
  readonly accepted: Attempt;
  /** How often the function has run for it. */
  readonly tries: number;
}

/** @param backoff milliseconds until the next try when this one cannot begin. */
export type TryEvent = (event: QueuedEvent, backoff?: number) => Promise<void>;

interface StoredEvent {
  readonly request: Omit<InvokeRequest, 'payload'>;
  /** Base64. */
  readonly payload: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly acceptedAt: number;
  readonly trace: Trace;
  readonly tries: number;
  /** When the next try is due, in epoch milliseconds. */
  readonly dueAt: number;
}

export async function enqueue(deps: InvocationDeps, attempt: Attempt, tryEvent: TryEvent): Promise<InvokeResult> {
  const acceptedAt = now();
  const accepted: Attempt = { ...attempt, event: { number: 1, dequeuedAt: acceptedAt, acceptedAt } };
  await store(deps.events, { accepted, tries: 0 }, acceptedAt);
  emitAsyncMetrics(deps, attempt, [['AsyncEventsReceived', 'Count', 1]]);
  later(deps, 0, () => tryEvent({ accepted, tries: 0 }));
  return {
    statusCode: 202,
    payload: new Uint8Array(),
    executedVersion: attempt.version.version,
    traceHeader: attempt.trace.header,
  };
}

/** Goes on with what an earlier server accepted and did not finish. */
export async function recoverEvents(deps: InvocationDeps, tryEvent: TryEvent): Promise<void> {
  const names = await readdir(deps.events.directory).catch(() => []);
  for (const name of names.filter((file) => file.endsWith('.json')).sort()) {
    const path = join(deps.events.directory, name);
    try {
      const stored = JSON.parse(await readFile(path, 'utf8')) as StoredEvent;
      const request: InvokeRequest = { ...stored.request, payload: Buffer.from(stored.payload, 'base64') };
      const target = { ...resolveFunction(deps, request), receivedAt: stored.receivedAt };
      const { acceptedAt, trace, tries } = stored;
      const accepted: Attempt = {
        ...decideTrace(deps, target),
        trace,
        event: { number: 1, dequeuedAt: acceptedAt, acceptedAt },
      };
      later(deps, Math.max(0, stored.dueAt - now()), () => tryEvent({ accepted, tries }));
    } catch {
      // The function is gone, and with it what would run.
      await rm(path, { force: true });
    }
  }
}

/**
 * Tries an event again after this many milliseconds, also when the server has been started again by then; one that was throttled
 * (which has a backoff) earlier, when its turn comes as others of its function end.
 */
export async function putBack(
  deps: InvocationDeps,
  tryEvent: TryEvent,
  event: QueuedEvent,
  ms: number,
  backoff?: number,
): Promise<void> {
  await store(deps.events, event, now() + ms);
  later(deps, ms, () => tryEvent(event, backoff), backoff === undefined ? undefined : event.accepted);
}

/** The event is done. */
export async function forget({ directory }: EventQueue, { request }: Attempt): Promise<void> {
  await rm(pathOf(directory, request), { force: true });
}

/** An invocation of the function is over: the event that has waited longest for that need wait no longer. */
export function wakeThrottled({ throttled }: EventQueue, functionArn: string): void {
  const waiting = [...(throttled.get(functionArn) ?? [])];
  waiting.sort((a, b) => a.receivedAt - b.receivedAt)[0]?.start();
}

/** @param throttled whose function's other invocations stand in the way. */
function later(deps: InvocationDeps, ms: number, work: () => Promise<void>, throttled?: Attempt): void {
  const { events } = deps;
  if (events.closed) return;
  const start = (): void => {
    clearTimeout(timer);
    events.timers.delete(timer);
    stopWaiting();
    if (!events.closed) deps.background(work());
  };
  const timer = setTimeout(start, ms);
  events.timers.add(timer);
  const stopWaiting = throttled === undefined ? () => undefined : wait(events, throttled, start);
}

/** @returns what to call when the event waits no longer. */
function wait({ throttled }: EventQueue, { version, receivedAt }: Attempt, start: () => void): () => void {
  const { functionArn } = version;
  const waiting = throttled.get(functionArn) ?? new Set();
  const one: Waiting = { receivedAt, start };
  throttled.set(functionArn, waiting.add(one));
  return () => {
    waiting.delete(one);
    if (waiting.size === 0) throttled.delete(functionArn);
  };
}

async function store({ directory }: EventQueue, { accepted, tries }: QueuedEvent, dueAt: number): Promise<void> {
  const { payload, ...request } = accepted.request;
  const stored: StoredEvent = {
    request,
    payload: Buffer.from(payload).toString('base64'),
    receivedAt: accepted.receivedAt,
    acceptedAt: accepted.event?.acceptedAt ?? accepted.receivedAt,
    trace: accepted.trace,
    tries,
    dueAt,
  };
  const path = pathOf(directory, accepted.request);
  await mkdir(directory, { recursive: true });
  await writeFile(`${path}.part`, JSON.stringify(stored));
  await rename(`${path}.part`, path);
}

const pathOf = (directory: string, request: InvokeRequest): string =>
  join(directory, `${encodeURIComponent(request.requestId)}.json`);
