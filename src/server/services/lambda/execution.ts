/**
 * Lambda's data plane: runs functions. Made by `main.ts`; called by the Invoke operation, API Gateway, Logs and CloudFormation through
 * the ports.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import type {
  InvokeRequest,
  InvokeResult,
  LogSink,
  MetricSink,
  ResultDestinations,
  RoleAuthority,
  SegmentSink,
} from '../ports.ts';
import type { ExecutionEnvironment } from './environment/environment.ts';
import { EnvironmentPool } from './environment/pool.ts';
import { type Doors, startEnvironment } from './environment/start.ts';
import type { FunctionCatalogue, FunctionVersion } from './function.ts';
import { createConcurrency } from './invocation/admit.ts';
import type { InvocationDeps } from './invocation/deps.ts';
import { functionDocuments } from './invocation/emit-segments.ts';
import { createEventQueue, recoverEvents } from './invocation/event-queue.ts';
import { invoke, runAttempt } from './invocation/pipeline.ts';
import { createSampler } from './invocation/sampler.ts';
import { eventTries } from './invocation/try-event.ts';
import { prepareRuntime } from './runtimes/preparation.ts';
import { type Limits, noCgroups, prepareCgroups } from './sandbox/cgroups.ts';
import { prepareMachine, probeSandbox } from './sandbox/machine.ts';

export type { Doors } from './environment/start.ts';

export interface ExecutionDeps {
  readonly catalogue: FunctionCatalogue;
  readonly segmentSink: SegmentSink;
  readonly logSink: LogSink;
  readonly metricSink?: MetricSink | undefined;
  /** Undefined: results of events go to functions only. */
  readonly destinations?: ResultDestinations | undefined;
  readonly roles: RoleAuthority;
  readonly config: Config;
  readonly doors: Doors;
}

export interface EnvironmentSummary {
  readonly id: string;
  readonly functionArn: string;
  readonly version: string;
  readonly state: ExecutionEnvironment['state'];
  readonly logStream: string;
  readonly invocations: number;
  /** Epoch milliseconds. */
  readonly lastUsed: number;
}

export interface Execution {
  /** @throws AwsError as the Invoke operation does. */
  invoke(request: InvokeRequest): Promise<InvokeResult>;
  environments(): readonly EnvironmentSummary[];
  readonly sandboxKind: 'bubblewrap' | 'none';
  /** Why functions are not isolated, and how to allow it. */
  readonly sandboxNotice?: string | undefined;
  /** What bounds a function's memory and processes: the kernel's groups, or the holder's watch alone. */
  readonly limits: Limits;
  /** A version was written: what its runtime needs is installed. */
  prepare(version: FunctionVersion): void;
  /** Code or configuration of a function changed: its environments end. */
  retire(functionArn: string): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error when `--sandbox bubblewrap` cannot be had. */
export function createExecution(deps: ExecutionDeps): Execution {
  const { config } = deps;
  const probe = probeSandbox(config.sandbox);
  // Begun now, so that the first cold start does not wait for it; what goes wrong is told to those who invoke.
  const cgroups = probe.kind === 'bubblewrap' ? prepareCgroups() : noCgroups;
  const machine = prepareMachine(probe, cgroups, mkdtempSync(join(tmpdir(), 'radiograph-sandbox-')), config.dataDir);
  machine.catch(() => undefined);
  const pool = new EnvironmentPool({
    start: async (version) => startEnvironment({ ...deps, sendHeld }, await machine, version),
    ended: (environment) => sendHeld(environment),
  });
  const sendHeld = (environment: ExecutionEnvironment): void => {
    const documents = functionDocuments(deps, environment);
    const { account, region } = environment.version;
    if (documents.length > 0) background(deps.segmentSink.accept({ account, region }, documents));
  };
  const running = new Set<Promise<unknown>>();
  const background = (work: Promise<unknown>): void => {
    const watched = work
      .catch((error: unknown) => process.stderr.write(`Lambda: ${String(error)}\n`))
      .finally(() => running.delete(watched));
    running.add(watched);
  };
  const invocation: InvocationDeps = {
    ...deps,
    pool,
    concurrency: createConcurrency(),
    sampler: createSampler(config.lambdaSampling),
    events: createEventQueue(join(config.dataDir, 'lambda-events')),
    destinations: deps.destinations ?? noDestinations,
    invoke: (request) => invoke(invocation, request),
    background,
  };
  background(recoverEvents(invocation, eventTries(invocation, runAttempt)));
  return {
    invoke: (request) => invoke(invocation, request),
    environments: () => pool.list().map(summarize),
    sandboxKind: probe.kind,
    sandboxNotice: probe.notice,
    limits: cgroups.kind,
    prepare: (version) => prepareRuntime(version, config.cacheDir, deps.catalogue.codeDirectory(version.codeSha256)),
    retire: (functionArn) => pool.retire(functionArn),
    close: async () => {
      invocation.events.closed = true;
      for (const timer of invocation.events.timers) clearTimeout(timer);
      await pool.close();
      while (running.size > 0) await Promise.all(running);
      await machine.then(
        (prepared) => prepared.close(),
        () => undefined,
      );
    },
  };
}

const noDestinations: ResultDestinations = {
  putEvent: () => Promise.reject(new Error('there is no event bus')),
  putObject: () => Promise.reject(new Error('there is no bucket')),
};

function summarize(environment: ExecutionEnvironment): EnvironmentSummary {
  const { id, version, state, invocations, lastUsed } = environment;
  return {
    id,
    functionArn: version.functionArn,
    version: version.version,
    state,
    logStream: environment.log.stream,
    invocations,
    lastUsed,
  };
}
