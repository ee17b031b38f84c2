/**
 * Sends the record of a finished event to the destination of its condition
 * (lambda/latest/dg/invocation-async-retain-records.html). A destination that fails loses the record and is counted, as in AWS.
 */
import { randomUUID } from 'node:crypto';
import type { InvokeRequest } from '../../ports.ts';
import { now } from '../environment/clock.ts';
import { parseDestination } from '../event-destination.ts';
import type { EventInvokeSettings } from '../function.ts';
import type { InvocationDeps } from './deps.ts';
import { emitAsyncMetrics } from './emit-metrics.ts';
import type { Outcome } from './judge.ts';
import type { Attempt } from './resolve-function.ts';

export interface EventResult {
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';
  /** How often the function ran. */
  readonly invokeCount: number;
  /** Of its last run. */
  readonly outcome: Outcome | undefined;
}

/** Resolves once the record has arrived, or is lost. Never rejects. */
export async function deliverResult(
  deps: InvocationDeps,
  attempt: Attempt,
  config: EventInvokeSettings | undefined,
  result: EventResult,
): Promise<void> {
  const success = result.condition === 'Success';
  const arn = success ? config?.onSuccess : config?.onFailure;
  if (!success) emitAsyncMetrics(deps, attempt, [['AsyncEventsDropped', 'Count', 1]]);
  if (arn === undefined) return;
  try {
    await send(deps, attempt, arn, success, eventRecord(attempt, result));
  } catch (error) {
    const { request, version } = attempt;
    emitAsyncMetrics(deps, attempt, [['DestinationDeliveryFailures', 'Count', 1]]);
    process.stderr.write(
      `Lambda: the result of ${request.requestId} of ${version.functionName} could not be sent to ${arn}: ${String(error)}\n`,
    );
  }
}

async function send(deps: InvocationDeps, attempt: Attempt, arn: string, success: boolean, record: object): Promise<void> {
  const destination = parseDestination(arn, success ? 'OnSuccess' : 'OnFailure');
  const { account, region } = attempt.version;
  const traceHeader = downstream(attempt);
  switch (destination?.kind) {
    case 'function': {
      const request: InvokeRequest = {
        tenant: { account: destination.account, region: destination.region },
        functionName: arn,
        invocationType: 'Event',
        payload: Buffer.from(JSON.stringify(record)),
        traceHeader,
        requestId: randomUUID(),
      };
      await deps.invoke(request);
      return;
    }
    case 'event bus':
      return deps.destinations.putEvent({ account, region }, arn, {
        source: 'lambda',
        detailType: `Lambda Function Invocation Result - ${success ? 'Success' : 'Failure'}`,
        resources: [arn, qualifiedArn(attempt)],
        detail: record,
        traceHeader,
      });
    case 'bucket':
      return deps.destinations.putObject(
        { account, region },
        destination.name,
        objectKey(attempt.version.functionName),
        Buffer.from(JSON.stringify(record)),
      );
    case undefined:
      throw new Error('it is no destination');
  }
}

/** AWS's record; versions of its schema so far: 1.0. */
function eventRecord(attempt: Attempt, { condition, invokeCount, outcome }: EventResult): object {
  const { request, version } = attempt;
  return {
    version: '1.0',
    timestamp: new Date(now()).toISOString(),
    requestContext: {
      requestId: request.requestId,
      functionArn: qualifiedArn(attempt),
      condition,
      approximateInvokeCount: invokeCount,
    },
    requestPayload: parsed(request.payload),
    ...(outcome !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: version.version,
        ...(outcome.functionError !== undefined && { functionError: outcome.functionError }),
      },
      responsePayload: parsed(outcome.payload),
    }),
  };
}

function qualifiedArn({ invokedArn, version }: Attempt): string {
  return invokedArn === version.functionArn ? `${invokedArn}:$LATEST` : invokedArn;
}

/** The next function's parent in the trace is the try that led to it. */
function downstream({ trace }: Attempt): string {
  return trace.header.replace(/Parent=[0-9a-f]{16}/, `Parent=${trace.attemptId}`);
}

function parsed(payload: Uint8Array): unknown {
  const text = Buffer.from(payload).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `aws/lambda/async/NAME/2026/01/31/2026-01-31T12.00.00-UUID` */
function objectKey(functionName: string): string {
  const [date = '', time = ''] = new Date(now()).toISOString().split(/[T.]/);
  return `aws/lambda/async/${functionName}/${date.replaceAll('-', '/')}/${date}T${time.replaceAll(':', '.')}-${randomUUID()}`;
}
