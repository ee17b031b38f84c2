/**
 * Events: answered at once, run later, tried again after an error (lambda/latest/dg/invocation-async.html). An event that was answered
 * is in a file until it is done, so a server that ends, or is killed, runs it when it starts again. Called by the pipeline.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../../../wire/aws-error.ts';
import type { InvokeRequest, InvokeResult } from '../../ports.ts';
import { now } from '../environment/clock.ts';
import type { FinishedAttempt } from './answer.ts';
import { decideTrace, nextAttempt } from './decide-trace.ts';
import type { InvocationDeps } from './deps.ts';
import { type Attempt, resolveFunction } from './resolve-function.ts';

/** Two more tries after a function's error: a minute later, then two. */
const retryMs = [60_000, 120_000] as const;
const throttledMs = { first: 1_000, longest: 300_000, giveUpAfter: 6 * 3_600_000 } as const;

export interface EventQueue {
  readonly directory: string;
  readonly timers: Set<NodeJS.Timeout>;
  /** After `close` nothing is started; what waits stays in its file. */
  closed: boolean;
}

export function createEventQueue(directory: string): EventQueue {
  return { directory, timers: new Set(), closed: false };
}

/** The pipeline's steps of one try. */
export type RunAttempt = (deps: InvocationDeps, attempt: Attempt) => Promise<FinishedAttempt>;

interface StoredEvent {
  readonly request: Omit<InvokeRequest, 'payload'>;
  readonly payload: string;
}

export async function enqueue(deps: InvocationDeps, attempt: Attempt, run: RunAttempt): Promise<InvokeResult> {
  await store(deps.events, attempt.request);
  const acceptedAt = now();
  const accepted: Attempt = { ...attempt, event: { number: 1, dequeuedAt: acceptedAt, acceptedAt } };
  later(deps, 0, () => tryOnce(deps, run, accepted, 1, throttledMs.first));
  return {
    statusCode: 202,
    payload: new Uint8Array(),
    executedVersion: attempt.version.version,
    traceHeader: attempt.trace.header,
  };
}

/** Runs what an earlier server accepted and did not finish. */
export async function recoverEvents(deps: InvocationDeps, run: RunAttempt): Promise<void> {
  const names = await readdir(deps.events.directory).catch(() => []);
  for (const name of names.filter((file) => file.endsWith('.json')).sort()) {
    const path = join(deps.events.directory, name);
    try {
      const stored = JSON.parse(await readFile(path, 'utf8')) as StoredEvent;
      const request: InvokeRequest = { ...stored.request, payload: Buffer.from(stored.payload, 'base64') };
      const attempt = decideTrace(deps, resolveFunction(deps, request));
      later(deps, 0, () => tryOnce(deps, run, attempt, 1, throttledMs.first));
    } catch {
      await rm(path, { force: true });
    }
  }
}

async function tryOnce(deps: InvocationDeps, run: RunAttempt, accepted: Attempt, number: number, backoff: number): Promise<void> {
  const attempt = nextAttempt(accepted, number, now());
  try {
    const { outcome } = await run(deps, attempt);
    const wait = outcome.functionError === undefined ? undefined : retryMs[number - 1];
    if (wait !== undefined) return later(deps, wait, () => tryOnce(deps, run, attempt, number + 1, throttledMs.first));
  } catch (error) {
    // Throttled, or no environment: not the function's fault, so this does not count as a try.
    const aged = now() - accepted.receivedAt > throttledMs.giveUpAfter;
    if (deps.events.closed) return;
    if (!aged && error instanceof AwsError && error.code !== 'InvalidRuntimeException')
      return later(deps, backoff, () => tryOnce(deps, run, accepted, number, Math.min(backoff * 2, throttledMs.longest)));
    process.stderr.write(
      `Lambda: event ${accepted.request.requestId} of ${accepted.version.functionName} is given up: ${String(error)}\n`,
    );
  }
  await rm(pathOf(deps.events, accepted.request), { force: true });
}

function later(deps: InvocationDeps, ms: number, work: () => Promise<void>): void {
  const { events } = deps;
  if (events.closed) return;
  const timer = setTimeout(() => {
    events.timers.delete(timer);
    if (!events.closed) deps.background(work());
  }, ms);
  events.timers.add(timer);
}

async function store(queue: EventQueue, request: InvokeRequest): Promise<void> {
  const { payload, ...rest } = request;
  const stored: StoredEvent = { request: rest, payload: Buffer.from(payload).toString('base64') };
  const path = pathOf(queue, request);
  await mkdir(queue.directory, { recursive: true });
  await writeFile(`${path}.part`, JSON.stringify(stored));
  await rename(`${path}.part`, path);
}

const pathOf = (queue: EventQueue, request: InvokeRequest): string =>
  join(queue.directory, `${encodeURIComponent(request.requestId)}.json`);
