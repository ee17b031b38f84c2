/**
 * One execution environment: a sandbox that runs one invocation at a time, for one version of one function
 * (lambda/latest/dg/lambda-runtime-environment.html). Made by start.ts, kept by pool.ts, used by the invocation's steps.
 *
 * Its runtime may end (crash, timeout, out of memory) while the environment goes on: then the next invocation starts a new one, with the
 * same `/tmp` and an empty memory.
 */
import type { SentDocument } from '../../ports.ts';
import type { FunctionVersion } from '../function.ts';
import type { Holder, RuntimeExit } from '../sandbox/holder.ts';
import { now } from './clock.ts';
import type { EnvironmentLog } from './output.ts';
import { type PlatformLog, platformLog } from './platform-log.ts';
import { RecentInvocations } from './recent-invocations.ts';
import { createRuntimeApi, type Invocation, type RuntimeAnswer } from './runtime-api.ts';

/** Extensions, runtime and the function's own top-level code together. */
const initLimitMs = 10_000;
/** Long enough that a caller who calls again at once finds the function awake. */
const freezeAfterMs = 50;

/** Times are epoch milliseconds, with a fraction. */
export interface InitRecord {
  readonly phase: 'init' | 'invoke';
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: 'success' | 'error' | 'timeout';
  /** What the runtime posted, when it could. */
  readonly answer: RuntimeAnswer | undefined;
  readonly exit: RuntimeExit | undefined;
}

export interface InvocationRecord {
  /** The init phase that this invocation waited for: the first one's, or one that ran inside it. */
  readonly init: InitRecord | undefined;
  readonly startedAt: number;
  /** When the runtime had the event. Undefined when its init inside the invocation failed. */
  readonly handedAt: number | undefined;
  readonly answeredAt: number | undefined;
  readonly endedAt: number;
  /** `ready`: the runtime asked for the next one. */
  readonly ended: 'ready' | 'exit' | 'timeout' | 'initFailed';
  readonly answer: RuntimeAnswer | undefined;
  readonly exit: RuntimeExit | undefined;
  /** Peak bytes since the runtime started. */
  readonly memory: number;
}

type RuntimeEvent =
  | { readonly type: 'ready' }
  | { readonly type: 'answered' | 'initFailed'; readonly answer: RuntimeAnswer }
  | { readonly type: 'exit'; readonly exit: RuntimeExit }
  | { readonly type: 'timeout' };

const lost: RuntimeExit = { code: null, signal: 9, outOfMemory: false, memory: 0 };

export interface EnvironmentParts {
  readonly id: string;
  readonly version: FunctionVersion;
  readonly log: EnvironmentLog;
  /** Segment documents that the function has sent and that no invocation has taken yet. */
  readonly documents: SentDocument[];
  readonly holder: Holder;
  readonly label: string;
  readonly notice: string | undefined;
  readonly argv: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly closeDoors: () => void;
  /** Epoch milliseconds: its credentials end then, and so does it. */
  readonly expiresAt: number;
}

export class ExecutionEnvironment {
  readonly id: string;
  readonly version: FunctionVersion;
  readonly log: EnvironmentLog;
  readonly documents: SentDocument[];
  readonly expiresAt: number;
  readonly runtimeApi = createRuntimeApi({
    ready: () => this.#tell({ type: 'ready' }),
    answered: (answer) => this.#tell({ type: 'answered', answer }),
    initFailed: (answer) => this.#tell({ type: 'initFailed', answer }),
  });
  readonly platform: PlatformLog;
  readonly recentInvocations = new RecentInvocations();
  state: 'initialising' | 'idle' | 'busy' | 'closed' = 'initialising';
  lastUsed = Date.now();
  invocations = 0;
  #parts: EnvironmentParts | undefined;
  #alive = false;
  #frozen = false;
  #freezeTimer: NodeJS.Timeout | undefined;
  #init: InitRecord | undefined;
  #events: RuntimeEvent[] = [];
  #waiting: ((event: RuntimeEvent) => void) | undefined;

  constructor(basics: Pick<EnvironmentParts, 'id' | 'version' | 'log' | 'documents' | 'expiresAt'>) {
    this.id = basics.id;
    this.version = basics.version;
    this.log = basics.log;
    this.documents = basics.documents;
    this.expiresAt = basics.expiresAt;
    this.platform = platformLog(basics.version);
  }

  /** Takes the sandbox, and runs the init phase. A failed init is kept for the first invocation, which tries again. */
  async open(parts: EnvironmentParts): Promise<void> {
    this.#parts = parts;
    this.log.attach(parts.holder.output, parts.holder.frames);
    parts.holder.onExit((exit) => {
      this.#alive = false;
      this.runtimeApi.reset();
      this.#tell({ type: 'exit', exit });
    });
    void parts.holder.gone.then(() => {
      this.state = 'closed';
      this.#alive = false;
      this.#tell({ type: 'exit', exit: lost });
    });
    parts.holder.watch(this.version.memorySize * 1024 * 1024);
    const line = this.platform.initStart(parts.label);
    if (line !== undefined) this.log.platform(line);
    if (parts.notice !== undefined) this.log.platform(`RADIOGRAPH ${parts.notice}\n`);
    const init = await this.#initialise('init', Date.now() + initLimitMs);
    if (init.status === 'success') this.#init = init;
    if (this.state !== 'closed') this.state = 'idle';
  }

  /** Runs one invocation to its end: until the runtime asks for the next one, ends, or passes `limitMs`. */
  async invoke(invocation: (deadline: number) => Invocation, limitMs: number): Promise<InvocationRecord> {
    this.state = 'busy';
    this.invocations += 1;
    this.#thaw();
    this.#events = this.#events.filter((event) => event.type === 'exit');
    const startedAt = now();
    const deadline = startedAt + limitMs;
    let init = this.#init;
    this.#init = undefined;
    try {
      if (!this.#alive) {
        this.#events = [];
        init = await this.#initialise('invoke', deadline);
        if (init.status !== 'success') {
          const ended = init.status === 'timeout' ? 'timeout' : 'initFailed';
          const { answer, exit } = init;
          return {
            init,
            startedAt,
            handedAt: undefined,
            answeredAt: undefined,
            endedAt: now(),
            ended,
            answer,
            exit,
            memory: exit?.memory ?? 0,
          };
        }
      }
      return await this.#run(invocation(deadline), init, startedAt, deadline);
    } finally {
      this.lastUsed = Date.now();
      if ((this.state as string) !== 'closed') this.state = 'idle';
      this.#freezeSoon();
    }
  }

  async close(): Promise<void> {
    this.state = 'closed';
    clearTimeout(this.#freezeTimer);
    const parts = this.#parts;
    if (parts === undefined) return;
    this.#thaw();
    await parts.holder.close();
    await this.log.drained();
    await this.log.flushed();
    parts.closeDoors();
    parts.holder.output.destroy();
    parts.holder.frames.destroy();
  }

  async #run(
    invocation: Invocation,
    init: InitRecord | undefined,
    startedAt: number,
    deadline: number,
  ): Promise<InvocationRecord> {
    const handedAt = now();
    let answer: RuntimeAnswer | undefined;
    let answeredAt: number | undefined;
    let memory: Promise<number> | undefined;
    try {
      this.runtimeApi.dispatch(invocation);
    } catch {
      // It ended between its last answer and now: its exit is on the way.
    }
    for (;;) {
      const event = await this.#next(deadline);
      const common = { init, startedAt, handedAt, answer, endedAt: now() };
      switch (event.type) {
        case 'answered':
          answeredAt = now();
          answer = event.answer;
          memory = this.#parts?.holder.measure();
          break;
        case 'ready':
          return { ...common, answeredAt, ended: 'ready', exit: undefined, memory: (await memory) ?? 0 };
        case 'exit':
          return { ...common, answeredAt, ended: 'exit', exit: event.exit, memory: event.exit.memory };
        case 'timeout': {
          const exit = await this.#kill();
          return { ...common, answeredAt, endedAt: now(), ended: 'timeout', exit, memory: exit.memory };
        }
        case 'initFailed':
          break;
      }
    }
  }

  async #initialise(phase: 'init' | 'invoke', deadline: number): Promise<InitRecord> {
    const startedAt = now();
    const parts = this.#parts;
    if (parts === undefined || this.state === 'closed')
      return { phase, startedAt, endedAt: startedAt, status: 'error', answer: undefined, exit: lost };
    this.runtimeApi.reset();
    this.#alive = true;
    parts.holder.start(parts.argv, parts.variables);
    let answer: RuntimeAnswer | undefined;
    for (;;) {
      const event = await this.#next(deadline);
      const done = { phase, startedAt, endedAt: now() };
      if (event.type === 'ready') {
        await this.log.drained();
        return { ...done, status: 'success', answer: undefined, exit: undefined };
      }
      if (event.type === 'initFailed') answer = event.answer;
      if (event.type !== 'exit' && event.type !== 'timeout') continue;
      const exit = event.type === 'exit' ? event.exit : await this.#kill();
      const status = event.type === 'timeout' ? 'timeout' : 'error';
      await this.log.drained();
      const type = status === 'timeout' ? undefined : (answer?.errorType ?? 'Runtime.ExitError');
      const line = this.platform.initReport(done.endedAt - startedAt, phase, status, type);
      if (line !== undefined) this.log.platform(line);
      return { ...done, status, answer, exit };
    }
  }

  async #kill(): Promise<RuntimeExit> {
    this.#parts?.holder.kill();
    for (;;) {
      const event = await this.#next(Date.now() + 5_000);
      if (event.type === 'exit') return event.exit;
      if (event.type === 'timeout') {
        await this.close();
        return lost;
      }
    }
  }

  #tell(event: RuntimeEvent): void {
    const waiting = this.#waiting;
    if (waiting === undefined) this.#events.push(event);
    else waiting(event);
  }

  #next(deadline: number): Promise<RuntimeEvent> {
    const event = this.#events.shift();
    if (event !== undefined) return Promise.resolve(event);
    return new Promise((resolve) => {
      const settle = (next: RuntimeEvent): void => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(next);
      };
      const timer = setTimeout(() => settle({ type: 'timeout' }), Math.max(0, deadline - now()));
      this.#waiting = settle;
    });
  }

  #thaw(): void {
    clearTimeout(this.#freezeTimer);
    if (!this.#frozen) return;
    this.#frozen = false;
    this.#parts?.holder.thaw();
  }

  /** Between invocations nothing of the function runs. */
  #freezeSoon(): void {
    if (!this.#alive || this.state === 'closed') return;
    this.#freezeTimer = setTimeout(() => {
      if (this.state !== 'idle' || !this.#alive) return;
      this.#frozen = true;
      this.#parts?.holder.freeze();
    }, freezeAfterMs);
    this.#freezeTimer.unref();
  }
}
