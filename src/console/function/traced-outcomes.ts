/**
 * How invocations ended, by their traces: Lambda's report tells of timeouts and crashes, but not of an error that the function itself
 * returned. Called by use-invocations.ts.
 */
import { callAws } from '../api/call.ts';
import type { BatchGetTracesResult } from '../api/xray-types.ts';
import type { Outcome } from '../trace/trace-tree.ts';
import { invocationOutcomes } from './invocation-outcome.ts';

/** BatchGetTraces takes so many. */
const idsPerCall = 5;

/** What is known already: an invocation that has ended does not end otherwise. By request id. */
const known = new Map<string, Outcome>();
const mostKnown = 5000;

interface Ended {
  readonly requestId: string;
  readonly traceId: string | undefined;
}

/** By request id; without those that were not sampled, and those whose trace is still on its way. */
export async function tracedOutcomes(invocations: readonly Ended[], signal: AbortSignal): Promise<ReadonlyMap<string, Outcome>> {
  if (known.size > mostKnown) known.clear();
  const asked = invocations.filter(({ requestId, traceId }) => traceId !== undefined && !known.has(requestId));
  const ids = [...new Set(asked.map(({ traceId }) => traceId))];
  const calls = Array.from({ length: Math.ceil(ids.length / idsPerCall) }, (_, index) =>
    callAws<BatchGetTracesResult>(
      'xray',
      'BatchGetTraces',
      { TraceIds: ids.slice(index * idsPerCall, (index + 1) * idsPerCall) },
      signal,
    ),
  );
  for (const { Traces } of await Promise.all(calls)) {
    for (const { Segments } of Traces ?? []) {
      const documents = (Segments ?? []).flatMap(({ Document }) => (Document ? [Document] : []));
      for (const [requestId, outcome] of invocationOutcomes(documents)) known.set(requestId, outcome);
    }
  }
  return known;
}
