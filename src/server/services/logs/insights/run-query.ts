/**
 * Runs one query from its first event to its result: this thread reads, another one evaluates. Who calls it: `queries.ts`.
 */
import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { Logs } from '../logs.ts';
import type { PageEnd } from './evaluation.ts';
import type { Evaluator, Evaluators } from './evaluators.ts';
import type { Query } from './nodes.ts';
import { narrow } from './push-down.ts';
import { readPage } from './read-page.ts';
import { conditionOf, type Selection } from './selection.ts';
import { survey, type Window } from './survey.ts';

export interface QueryRequest extends Selection {
  readonly text: string;
  readonly query: Query;
  /** Rows at most. */
  readonly limit: number;
}

export interface QueryProgress {
  results: readonly ResultField[][];
  matched: number;
  scanned: number;
  bytes: number;
}

/**
 * @param progress filled as the query goes on; results come at the end.
 * @throws QueryTooLarge, and whatever aborted the signal.
 */
export async function runQuery(
  logs: Logs,
  evaluators: Evaluators,
  request: QueryRequest,
  progress: QueryProgress,
  signal: AbortSignal,
): Promise<void> {
  await logs.ingestLog.settled();
  const condition = conditionOf(logs, request);
  const narrowed = narrow(request.query);
  const { records, bytes, windows } = await survey(logs, condition, narrowed, signal);
  signal.throwIfAborted();
  const { text, limit, scope, groups } = request;
  const evaluator = await evaluators.start({
    ...{ text, limit, now: logs.now(), account: scope.account },
    groups: groups.map(({ name, id }) => ({ name, id })),
  });
  const abandon = () => void evaluator.abandon();
  signal.addEventListener('abort', abandon);
  try {
    const read = (window: Window, last?: PageEnd['last']) => readPage(logs, condition, narrowed, window, last, signal);
    const satisfied = await evaluateWindows(windows, read, evaluator, ({ matched, read: scanned, bytes: readBytes }) =>
      Object.assign(progress, { matched, scanned, bytes: readBytes }),
    );
    progress.results = await evaluator.end();
    // What the database left out was scanned, too.
    if (!satisfied) Object.assign(progress, { scanned: records, bytes });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', abandon);
    await evaluator.abandon();
  }
}

/** While one page is evaluated the next one is read. @returns whether the query had enough before the end. */
async function evaluateWindows(
  windows: readonly Window[],
  read: (window: Window, last?: PageEnd['last']) => Promise<Buffer>,
  evaluator: Evaluator,
  report: (end: PageEnd) => void,
): Promise<boolean> {
  let ahead: Promise<Buffer> | undefined;
  for (const [place, window] of windows.entries()) {
    let page = await (ahead ?? read(window));
    const next = windows[place + 1];
    ahead = next && read(next);
    // A failure is seen when the page is asked for.
    ahead?.catch(() => undefined);
    for (;;) {
      const end = await evaluator.push(page);
      report(end);
      if (end.satisfied) return true;
      if (end.rows < window.rows) break;
      page = await read(window, end.last);
    }
  }
  return false;
}
