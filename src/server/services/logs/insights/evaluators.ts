/**
 * The threads that evaluate queries. One stays for a while when it has nothing to do, since a new one needs some time to start.
 */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { EvaluationStart, PageEnd } from './evaluation.ts';
import { QueryTooLarge } from './stages/stage.ts';
import type { WorkerAnswer, WorkerRequest } from './worker.ts';

/** What one query may use of the heap. */
const mostMegabytes = 1024;
const keptIdleMs = 60_000;

export interface Evaluator {
  /** @throws QueryTooLarge */
  push(page: Buffer): Promise<PageEnd>;
  /** Gives the thread back. @throws QueryTooLarge */
  end(): Promise<readonly ResultField[][]>;
  /** Ends the thread, whatever it is doing; nothing when it was given back. */
  abandon(): Promise<void>;
}

export interface Evaluators {
  start(start: EvaluationStart): Promise<Evaluator>;
  close(): Promise<void>;
}

export function openEvaluators(): Evaluators {
  let idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout } | undefined;

  function take(): Worker {
    const found = idle;
    clearTimeout(found?.timer);
    idle = undefined;
    return found && !ended.has(found.worker) ? found.worker : newWorker();
  }

  async function keep(worker: Worker): Promise<void> {
    if (idle) return void (await worker.terminate());
    const timer = setTimeout(() => {
      idle = undefined;
      void worker.terminate();
    }, keptIdleMs);
    idle = { worker, timer: timer.unref() };
  }

  return {
    async start(start) {
      let worker: Worker | undefined = take();
      const evaluator: Evaluator = {
        async push(page) {
          const answer = await ask(worker, { kind: 'page', page });
          if (answer.kind !== 'page') throw new Error(`The evaluation of a query answered ${answer.kind}.`);
          return answer.end;
        },
        async end() {
          const answer = await ask(worker, { kind: 'end' });
          if (answer.kind !== 'results') throw new Error(`The evaluation of a query answered ${answer.kind}.`);
          if (worker) await keep(worker);
          worker = undefined;
          return answer.results;
        },
        async abandon() {
          await worker?.terminate();
          worker = undefined;
        },
      };
      await ask(worker, { kind: 'start', start });
      return evaluator;
    },
    async close() {
      clearTimeout(idle?.timer);
      await idle?.worker.terminate();
      idle = undefined;
    },
  };
}

function newWorker(): Worker {
  const options = { resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } };
  const extension = extname(new URL(import.meta.url).pathname);
  const entry = new URL(`./worker${extension}`, import.meta.url);
  // A thread does not have the loader of its parent: from sources (tests, `node --import tsx`) it loads its own.
  const worker =
    extension === '.ts' ? new Worker(fromSources(entry.href), { ...options, eval: true }) : new Worker(entry, options);
  worker.unref();
  // Whoever waits for an answer hears of it as well; a thread that ends by itself must not end the server.
  worker.on('error', () => undefined).once('exit', () => ended.add(worker));
  return worker;
}

/** Threads that answer no more. */
const ended = new WeakSet<Worker>();

function fromSources(entry: string): string {
  const loader = import.meta.resolve('tsx/esm/api');
  return `import(${JSON.stringify(loader)}).then(({ register }) => (register(), import(${JSON.stringify(entry)})))`;
}

/** One request, one answer. @throws QueryTooLarge, also when the thread ran out of memory. */
function ask(worker: Worker | undefined, request: WorkerRequest): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    if (!worker || ended.has(worker)) throw new Error('The evaluation of this query has ended.');
    const settle = (action: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      action();
    };
    const onMessage = (answer: WorkerAnswer) =>
      settle(() => {
        if (answer.kind === 'failed') reject(answer.tooLarge ? new QueryTooLarge(answer.message) : new Error(answer.message));
        else resolve(answer);
      });
    const onError = (error: NodeJS.ErrnoException) =>
      settle(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new QueryTooLarge(error.message) : error));
    const onExit = () => settle(() => reject(new Error('The evaluation of the query was ended.')));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(request, request.kind === 'page' && ownsBuffer(request.page) ? [request.page.buffer] : []);
  });
}

/** Small buffers share memory with others: those are copied, not handed over. */
function ownsBuffer(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
}
