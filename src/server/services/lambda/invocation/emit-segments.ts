/**
 * Sends what an invocation leaves in X-Ray: Lambda's two segments and the documents of the function's SDK, as one batch, so that a
 * finished invocation is revision 1 of its trace. Step of the pipeline; nobody waits for it but `close`.
 */
import type { SentDocument } from '../../ports.ts';
import { now } from '../environment/clock.ts';
import type { ExecutionEnvironment, InvocationRecord } from '../environment/environment.ts';
import type { InvocationDeps } from './deps.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';
import { attemptSubsegment, dwellTime, functionSegment, serviceSegment } from './segments.ts';

export function emitSegments(
  deps: InvocationDeps,
  environment: ExecutionEnvironment,
  attempt: Attempt,
  record: InvocationRecord,
  outcome: Outcome,
): void {
  const { tenant } = attempt.request;
  const documents = [...lambdaSegments(attempt, record, outcome, environment.log.group), ...functionDocuments(deps, environment)];
  if (documents.length === 0) return;
  deps.background(deps.segmentSink.accept({ account: attempt.version.account, region: tenant.region }, documents));
}

/** What the function's SDK has sent so far. The daemon speaks as the function's role: without the permission it all vanishes. */
export function functionDocuments(deps: Pick<InvocationDeps, 'roles'>, environment: ExecutionEnvironment): SentDocument[] {
  const sent = environment.documents.splice(0);
  if (sent.length === 0 || !deps.roles.allows(environment.version.role, 'xray:PutTraceSegments', '*')) return [];
  return sent;
}

function lambdaSegments(attempt: Attempt, record: InvocationRecord, outcome: Outcome, logGroup: string): string[] {
  if (!attempt.trace.recorded) return [];
  const own = functionSegment(attempt, record, outcome, logGroup);
  const { event, trace } = attempt;
  if (event === undefined) {
    const service = serviceSegment(attempt, { status: 200, endedAt: answeredAt(record), subsegments: [] });
    return [service, own].map((segment) => JSON.stringify(segment));
  }
  const tried = attemptSubsegment(attempt, event.dequeuedAt, record.endedAt);
  if (event.number > 1) {
    // The service segment is complete and stays as it is: a later try is a subsegment of it, sent by itself.
    const late = { ...tried, type: 'subsegment', trace_id: trace.traceId, parent_id: trace.serviceSegmentId };
    return [late, own].map((segment) => JSON.stringify(segment));
  }
  const subsegments = [dwellTime(attempt, event.dequeuedAt), tried];
  const service = serviceSegment(attempt, { status: 202, endedAt: event.acceptedAt, subsegments });
  return [service, own].map((segment) => JSON.stringify(segment));
}

/** The caller does not wait for extensions. */
function answeredAt({ extended, answeredAt: at }: InvocationRecord): number {
  return (extended ? at : undefined) ?? now();
}
