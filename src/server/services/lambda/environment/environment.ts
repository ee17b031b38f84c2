/**
 * One execution environment: a sandbox that runs one invocation at a time, for one version of one function
 * (lambda/latest/dg/lambda-runtime-environment.html). Made by start.ts, kept by pool.ts, used by the invocation's steps.
 *
 * Its processes may end (crash, timeout, out of memory) while the environment goes on: then the next invocation starts new ones, with
 * the same `/tmp` and an empty memory. The phases are initialise.ts, run-invocation.ts and shut-down.ts.
 */
import type { SentDocument } from '../../ports.ts';
import type { FunctionVersion } from '../function.ts';
import type { Holder } from '../sandbox/holder.ts';
import { now } from './clock.ts';
import { Extensions } from './extensions/extensions.ts';
import { createExtensionsApi } from './extensions/extensions-api.ts';
import { initialise } from './initialise.ts';
import type { EnvironmentLog } from './output.ts';
import type { PhaseParts } from './phase.ts';
import { logsDropped, type PlatformEvent, subscribed } from './platform-events.ts';
import { logLines } from './platform-log.ts';
import { lost, Processes, type Programs } from './processes.ts';
import { RecentInvocations } from './recent-invocations.ts';
import type { InitRecord, InvocationRecord } from './records.ts';
import { type InvocationListener, runInvocation } from './run-invocation.ts';
import { createRuntimeApi, type Invocation } from './runtime-api.ts';
import { shutDown } from './shut-down.ts';
import { Signals } from './signals.ts';
import type { Connect } from './telemetry/destination.ts';
import { Telemetry } from './telemetry/telemetry.ts';

export type { InitRecord, InvocationRecord } from './records.ts';

/** Extensions, runtime and the function's own top-level code together. */
const initLimitMs = 10_000;
/** Long enough that a caller who calls again at once finds the function awake. */
const freezeAfterMs = 50;

/** Whose environment it is. */
export interface EnvironmentBasics {
  readonly id: string;
  readonly version: FunctionVersion;
  readonly log: EnvironmentLog;
  /** Segment documents that the function has sent and that no invocation has taken yet. */
  readonly documents: SentDocument[];
  /** Epoch milliseconds: its credentials end then, and so does it. */
  readonly expiresAt: number;
}

/** What it runs in, and what it runs. */
export interface EnvironmentParts {
  readonly holder: Holder;
  readonly label: string;
  readonly notice: string | undefined;
  readonly programs: Programs;
  /** To a port inside. */
  readonly connect: Connect;
  readonly closeDoors: () => void;
}

export class ExecutionEnvironment {
  readonly id: string;
  readonly version: FunctionVersion;
  readonly log: EnvironmentLog;
  readonly documents: SentDocument[];
  readonly expiresAt: number;
  readonly #signals = new Signals();
  readonly #extensions = new Extensions(() => this.#signals.tell({ type: 'extension' }));
  readonly #telemetry = new Telemetry((port) => this.#connect(port));
  readonly runtimeApi = createRuntimeApi(
    {
      ready: () => this.#signals.tell({ type: 'ready' }),
      answered: (answer) => this.#signals.tell({ type: 'answered', answer }),
      initFailed: (answer) => this.#signals.tell({ type: 'initFailed', answer }),
    },
    (request) => this.#extensionsApi(request),
  );
  readonly #extensionsApi: ReturnType<typeof createExtensionsApi>;
  readonly recentInvocations = new RecentInvocations();
  state: 'initialising' | 'idle' | 'busy' | 'closed' = 'initialising';
  lastUsed = Date.now();
  invocations = 0;
  #parts: (EnvironmentParts & PhaseParts) | undefined;
  #frozen = false;
  #freezeTimer: NodeJS.Timeout | undefined;
  #init: InitRecord | undefined;

  constructor(basics: EnvironmentBasics) {
    const { id, version, log, documents, expiresAt } = basics;
    this.id = id;
    this.version = version;
    this.log = log;
    this.documents = documents;
    this.expiresAt = expiresAt;
    this.#extensionsApi = createExtensionsApi({
      extensions: this.#extensions,
      identity: {
        functionName: version.functionName,
        functionVersion: version.version,
        handler: version.handler,
        accountId: version.account,
      },
      subscribe: (api, extension, body) => {
        this.emit(subscribed(extension.name, this.#telemetry.subscribe(api, extension, body)));
      },
    });
    const json = version.loggingConfig.LogFormat === 'JSON';
    log.listen({
      message: (category, time, record) => this.#telemetry.publish({ category, time, type: category, record, json }),
      dropped: (reason, records, bytes) => this.emit(logsDropped(reason, records, bytes)),
    });
  }

  get hasExtensions(): boolean {
    return this.#extensions.list().length > 0;
  }

  /** To the log and to whoever subscribed. */
  emit(event: PlatformEvent): void {
    const time = Date.now();
    this.#telemetry.publish({ category: 'platform', time, type: event.type, record: event.record });
    for (const line of logLines(this.version, event, time)) this.log.platform(line, time);
  }

  /** What went wrong, in words. */
  fault(text: string): void {
    const time = Date.now();
    this.#telemetry.publish({ category: 'platform', time, type: 'platform.fault', record: text.trimEnd() });
    this.log.platform(text, time);
  }

  /** Takes the sandbox, and runs the init phase. A failed init is kept for the first invocation, which tries again. */
  async open(parts: EnvironmentParts): Promise<void> {
    const { holder } = parts;
    const processes = new Processes(holder, parts.programs, this.#signals);
    this.#parts = {
      ...parts,
      version: this.version,
      log: this.log,
      processes,
      signals: this.#signals,
      runtimeApi: this.runtimeApi,
      extensions: this.#extensions,
      telemetry: this.#telemetry,
      emit: (event) => this.emit(event),
    };
    this.log.attach(holder.output, 'function');
    this.log.attachFrames(holder.frames);
    if (holder.extensions !== undefined) this.log.attach(holder.extensions, 'extension');
    void holder.gone.then(() => {
      this.state = 'closed';
    });
    holder.watch(this.version.memorySize * 1024 * 1024);
    const init = await this.#initialise('init', Date.now() + initLimitMs);
    if (init.status === 'success') this.#init = init;
    if (this.state !== 'closed') this.state = 'idle';
  }

  /** Runs one invocation to its end: until all ask for the next one, something ends, or `limitMs` pass. */
  async invoke(
    invocation: (deadline: number) => Invocation,
    limitMs: number,
    listener: InvocationListener,
  ): Promise<InvocationRecord> {
    this.state = 'busy';
    this.invocations += 1;
    this.#thaw();
    this.#signals.keepExits();
    const startedAt = now();
    const deadline = startedAt + limitMs;
    let init = this.#init;
    this.#init = undefined;
    try {
      if (this.#parts?.processes.runtimeAlive !== true) {
        init = await this.#initialise('invoke', deadline);
        if (init.status !== 'success') return failedInit(init, startedAt);
      }
      if (this.#parts === undefined) return failedInit(neverOpened('invoke'), startedAt);
      return await runInvocation(this.#parts, invocation(deadline), { init, startedAt }, deadline, listener);
    } finally {
      this.lastUsed = Date.now();
      if ((this.state as string) !== 'closed') this.state = 'idle';
      this.#freezeSoon();
    }
  }

  async close(): Promise<void> {
    // One that is busy has a phase that waits already: what it runs is killed.
    const graceful = this.state === 'idle' && this.hasExtensions;
    this.state = 'closed';
    clearTimeout(this.#freezeTimer);
    const parts = this.#parts;
    if (parts === undefined) return;
    this.#thaw();
    if (graceful) await shutDown(parts, 'spindown');
    await parts.holder.close();
    this.#telemetry.reset();
    await this.log.drained();
    await this.log.flushed();
    parts.closeDoors();
    for (const socket of [parts.holder.output, parts.holder.frames, parts.holder.extensions]) socket?.destroy();
  }

  async #initialise(phase: 'init' | 'invoke', deadline: number): Promise<InitRecord> {
    const parts = this.#parts;
    if (parts === undefined || this.state === 'closed') return neverOpened(phase);
    return initialise(parts, phase, deadline);
  }

  async #connect(port: number): Promise<Awaited<ReturnType<Connect>>> {
    if (this.#parts === undefined) throw new Error('The environment is not open yet.');
    return this.#parts.connect(port);
  }

  #thaw(): void {
    clearTimeout(this.#freezeTimer);
    if (!this.#frozen) return;
    this.#frozen = false;
    this.#parts?.holder.thaw();
  }

  /** Between invocations nothing of the function runs. */
  #freezeSoon(): void {
    const alive = (): boolean => this.#parts !== undefined && this.#parts.processes.alive.size > 0;
    if (!alive() || this.state === 'closed') return;
    this.#freezeTimer = setTimeout(() => {
      if (this.state !== 'idle' || !alive()) return;
      this.#frozen = true;
      this.#parts?.holder.freeze();
    }, freezeAfterMs);
    this.#freezeTimer.unref();
  }
}

function neverOpened(phase: 'init' | 'invoke'): InitRecord {
  const at = now();
  return { phase, startedAt: at, endedAt: at, status: 'error', answer: undefined, exit: lost };
}

function failedInit(init: InitRecord, startedAt: number): InvocationRecord {
  const { answer, exit, extensionFailure } = init;
  return {
    init,
    startedAt,
    handedAt: undefined,
    answeredAt: undefined,
    endedAt: now(),
    ended: init.status === 'timeout' ? 'timeout' : 'initFailed',
    answer,
    exit,
    extensionFailure,
    memory: exit?.memory ?? 0,
  };
}
