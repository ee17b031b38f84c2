/** What every operation and every step of a stack is given. Made once by `service.ts`. */
import type { Config } from '../../config.ts';
import type { ResourceProvider, Tenant } from '../ports.ts';
import type { StackStore } from './store.ts';
import type { StoredParameter } from './template/dynamic-references.ts';

export interface Engine {
  readonly store: StackStore;
  readonly config: Config;
  /** Undefined for a type that nobody makes. */
  provider(type: string): ResourceProvider | undefined;
  /** An object of our own S3; undefined when there is none. */
  readObject(tenant: Tenant, bucket: string, key: string): Promise<Uint8Array | undefined>;
  /** May CloudFormation assume this role? */
  assumable(roleArn: string): boolean;
  /** The text behind a TemplateURL. */
  readTemplate(tenant: Tenant, url: string): Promise<string | undefined>;
  storedParameter(tenant: Tenant, name: string): StoredParameter | undefined;
  readonly apiUrl: () => string;
  readonly tasks: Tasks;
}

/** The work on stacks that goes on after an operation has answered. */
export interface Tasks {
  /** One at a time per stack. The signal ends it early: by CancelUpdateStack or because the server stops. */
  start(stackId: string, work: (signal: AbortSignal) => Promise<void>): void;
  cancel(stackId: string): void;
  /** Aborted when the server stops: what is in progress stays so, and goes on at the next start. */
  readonly stopping: AbortSignal;
  /** Resolves when nothing works on the stack any more. */
  ended(stackId: string): Promise<void>;
  close(): Promise<void>;
}

export function createTasks(log: (line: string) => void): Tasks {
  const stopping = new AbortController();
  const running = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  return {
    start(stackId, work) {
      const abort = new AbortController();
      const before = running.get(stackId)?.ended ?? Promise.resolve();
      const ended = before
        .then(() => work(abort.signal))
        .catch((cause: unknown) => log(`work on ${stackId} ended: ${cause instanceof Error ? cause.stack : String(cause)}`))
        .finally(() => {
          if (running.get(stackId)?.abort === abort) running.delete(stackId);
        });
      running.set(stackId, { abort, ended });
    },
    stopping: stopping.signal,
    cancel: (stackId) => running.get(stackId)?.abort.abort(),
    ended: async (stackId) => running.get(stackId)?.ended,
    async close() {
      stopping.abort();
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
