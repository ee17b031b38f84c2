/**
 * Runs one query from its first event to its result. Who calls it: `queries.ts`.
 */
import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { Scope } from '../../../store/ports.ts';
import type { LogGroup } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import type { Query } from './nodes.ts';
import { startPlan } from './plan.ts';
import { narrow } from './push-down.ts';
import { countEvents, rangesOf, readRecords } from './read-records.ts';
import { Row } from './record.ts';

export interface QueryRequest {
  readonly scope: Scope;
  readonly groups: readonly LogGroup[];
  readonly query: Query;
  /** Epoch milliseconds: inclusive and exclusive. */
  readonly from: number;
  readonly to: number;
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
 * @param progress filled as the query goes on.
 * @throws QueryTooLarge, and whatever aborted the signal.
 */
export async function runQuery(logs: Logs, request: QueryRequest, progress: QueryProgress, signal: AbortSignal): Promise<void> {
  const { scope, groups, query, from, to, limit } = request;
  await logs.ingestLog.settled();
  const plan = startPlan(query, limit, logs.now());
  const ranges = rangesOf(logs, scope, groups, from, to, narrow(query));
  let read = 0;
  let bytes = 0;
  for await (const records of readRecords(logs, ranges, signal)) {
    signal.throwIfAborted();
    for (const record of records) {
      plan.push(new Row(record));
      read++;
      bytes += record.event.size;
      if (plan.satisfied) break;
    }
    Object.assign(progress, { results: plan.results, matched: plan.matched, scanned: read, bytes });
    if (plan.satisfied) break;
  }
  plan.end();
  Object.assign(progress, { results: plan.results, matched: plan.matched });
  // What the database left out was scanned, too.
  if (plan.satisfied) return;
  const counted = await countEvents(logs, ranges, signal);
  Object.assign(progress, { scanned: counted.records, bytes: counted.bytes });
}
