/**
 * How requests ended, by the segments that Lambda wrote of them: the service's segment names the request, the function's one, below it
 * or below one of its attempts, says how it went. Called by traced-outcomes.ts; pure.
 */
import { type Outcome, outcomeOf } from '../trace/trace-tree.ts';

type Segment = Parameters<typeof outcomeOf>[0] & { readonly origin?: string; readonly parent_id?: string };

/** @param texts the documents of one trace. By request id; of an event that was tried again, the last try counts. */
export function invocationOutcomes(texts: readonly string[]): ReadonlyMap<string, Outcome> {
  const segments = texts.map((text) => JSON.parse(text) as Segment);
  const requests = new Map<string, string>();
  for (const { origin, aws, id, subsegments } of segments) {
    const requestId = aws?.['request_id'];
    if (origin !== 'AWS::Lambda' || typeof requestId !== 'string') continue;
    requests.set(id, requestId);
    for (const attempt of subsegments ?? []) requests.set(attempt.id, requestId);
  }
  const ended = segments.filter(({ origin, end_time }) => origin === 'AWS::Lambda::Function' && end_time !== undefined);
  const outcomes = new Map<string, Outcome>();
  for (const segment of ended.sort((one, other) => one.start_time - other.start_time)) {
    const requestId = requests.get(segment.parent_id ?? '');
    if (requestId !== undefined) outcomes.set(requestId, outcomeOf(segment));
  }
  return outcomes;
}
