/**
 * The queries that clients have started: a few run at a time, the others wait, and the newest keep their results. They live in
 * memory: a server that starts again knows none.
 */
import { randomUUID } from 'node:crypto';
import type { QueryStatus, ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { Scope } from '../../../store/ports.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';
import { openEvaluators } from './evaluators.ts';
import { type QueryProgress, type QueryRequest, runQuery } from './run-query.ts';
import { QueryTooLarge } from './stages/stage.ts';

/** As of AWS: more are refused. */
const mostUnfinished = 100;
const mostRunning = 2;
const mostKept = 1000;
/** Characters of all results that are kept, the newest query's always among them. */
const mostCharacters = 64 * 1024 * 1024;
const longestMs = 60 * 60 * 1000;

export interface StartedQuery {
  readonly id: string;
  readonly request: QueryRequest;
  /** ARN of who started it. */
  readonly userIdentity: string;
  /** Epoch milliseconds. */
  readonly createTime: number;
  status: QueryStatus;
  endTime: number | undefined;
  readonly progress: QueryProgress;
  /** Of its results. */
  characters: number;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
}

export interface Queries {
  /** @throws LimitExceededException */
  start(request: QueryRequest, userIdentity: string): StartedQuery;
  find(scope: Scope, id: string): StartedQuery | undefined;
  /** The newest first. */
  list(scope: Scope): StartedQuery[];
  /** False when it has ended already. */
  cancel(query: StartedQuery): boolean;
  close(): Promise<void>;
}

export function openQueries(logs: () => Logs): Queries {
  /** In order of their start. */
  const known = new Map<string, StartedQuery>();
  const controllers = new Map<string, AbortController>();
  const waiting: (() => void)[] = [];
  const evaluators = openEvaluators();
  let running = 0;

  const unfinished = (query: StartedQuery) => query.status === 'Scheduled' || query.status === 'Running';

  async function run(query: StartedQuery, controller: AbortController): Promise<void> {
    if (running < mostRunning) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      if (!unfinished(query)) return;
      query.status = 'Running';
      const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(longestMs)]);
      await runQuery(logs(), evaluators, query.request, query.progress, signal);
      query.characters = charactersOf(query.progress.results);
      if (unfinished(query)) query.status = 'Complete';
    } catch (error) {
      if (unfinished(query)) query.status = error instanceof Error && error.name === 'TimeoutError' ? 'Timeout' : 'Failed';
      if (query.status === 'Failed' && !(error instanceof QueryTooLarge))
        process.stderr.write(`Logs Insights: ${String(error)}\n`);
    } finally {
      query.endTime = logs().now();
      controllers.delete(query.id);
      // The next one in the queue takes the place over.
      const next = waiting.shift();
      if (next) next();
      else running--;
      forget();
    }
  }

  /** The oldest ended queries, when there are too many, or their results are too large. */
  function forget(): void {
    let characters = 0;
    let count = 0;
    for (const query of [...known.values()].reverse()) {
      characters += query.characters;
      if (++count > 1 && (count > mostKept || characters > mostCharacters) && !unfinished(query)) known.delete(query.id);
    }
  }

  return {
    start(request, userIdentity) {
      if ([...known.values()].filter(unfinished).length >= mostUnfinished) throw errors.tooManyQueries();
      const controller = new AbortController();
      const results: readonly ResultField[][] = [];
      let end: () => void = () => {};
      const query: StartedQuery = {
        ...{ id: randomUUID(), request, userIdentity, createTime: logs().now() },
        ...{ status: 'Scheduled', endTime: undefined, characters: 0, progress: { results, matched: 0, scanned: 0, bytes: 0 } },
        ended: new Promise((resolve) => {
          end = resolve;
        }),
      };
      known.set(query.id, query);
      controllers.set(query.id, controller);
      void run(query, controller).finally(end);
      return query;
    },
    find(scope, id) {
      const query = known.get(id);
      return query && inScope(query, scope) ? query : undefined;
    },
    list: (scope) => [...known.values()].filter((query) => inScope(query, scope)).reverse(),
    cancel(query) {
      if (!unfinished(query)) return false;
      query.status = 'Cancelled';
      controllers.get(query.id)?.abort();
      return true;
    },
    async close() {
      const ending = [...known.values()].filter(unfinished);
      for (const query of ending) this.cancel(query);
      await Promise.all(ending.map((query) => query.ended));
      await evaluators.close();
    },
  };
}

function charactersOf(results: readonly ResultField[][]): number {
  let characters = 0;
  for (const row of results) for (const { field = '', value = '' } of row) characters += field.length + value.length;
  return characters;
}

function inScope({ request: { scope } }: StartedQuery, { account, region }: Scope): boolean {
  return scope.account === account && scope.region === region;
}
