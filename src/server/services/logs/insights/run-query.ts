/**
 * Runs one query from its first event to its result. Who calls it: `queries.ts`.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { Logs } from '../logs.ts';
import type { Query } from './nodes.ts';
import { startPlan } from './plan.ts';
import { narrow } from './push-down.ts';
import { readRecords } from './read-records.ts';
import { Row } from './record.ts';
import { conditionOf, type Selection } from './selection.ts';
import { survey } from './survey.ts';

export interface QueryRequest extends Selection {
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

/** After as many events, whatever else the server has to do gets its turn. */
const eventsATurn = 1000;

/**
 * @param progress filled as the query goes on.
 * @throws QueryTooLarge, and whatever aborted the signal.
 */
export async function runQuery(logs: Logs, request: QueryRequest, progress: QueryProgress, signal: AbortSignal): Promise<void> {
  await logs.ingestLog.settled();
  const plan = startPlan(request.query, request.limit, logs.now());
  const condition = conditionOf(logs, request);
  const narrowed = narrow(request.query);
  const { records, bytes, windows } = await survey(logs, condition, narrowed, signal);
  let read = 0;
  let readBytes = 0;
  const report = () => Object.assign(progress, { results: plan.results, matched: plan.matched, scanned: read, bytes: readBytes });
  reading: for await (const page of readRecords(logs, request, condition, narrowed, windows, signal)) {
    for (const record of page) {
      plan.push(new Row(record));
      readBytes += record.event.size;
      if (++read % eventsATurn === 0) await turn(undefined, { signal });
      if (plan.satisfied) break reading;
    }
    report();
  }
  plan.end();
  report();
  // What the database left out was scanned, too.
  if (!plan.satisfied) Object.assign(progress, { scanned: records, bytes });
}
