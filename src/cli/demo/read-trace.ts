/**
 * Reads one trace and its service graph back through X-Ray's API (BatchGetTraces, GetTraceGraph).
 *
 * Who calls it: `run-demo.ts`, right after the request, so the trace may still be on its way.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { CommandFailure } from '../failure.ts';
import type { AwsCaller } from './aws-call.ts';

/** The members of a (sub)segment that are printed. Times are epoch seconds. */
export interface TimedSegment {
  readonly id: string;
  readonly parent_id?: string;
  readonly name: string;
  readonly origin?: string;
  readonly start_time: number;
  readonly end_time?: number;
  readonly in_progress?: boolean;
  readonly http?: { readonly response?: { readonly status?: number } };
  readonly error?: boolean;
  readonly fault?: boolean;
  readonly throttle?: boolean;
  readonly subsegments?: readonly TimedSegment[];
}

export interface GraphService {
  readonly ReferenceId: number;
  readonly Name?: string;
  readonly Type?: string;
  readonly Root?: boolean;
  readonly Edges?: readonly { readonly ReferenceId: number }[];
  readonly SummaryStatistics?: {
    readonly OkCount?: number;
    readonly TotalCount?: number;
    readonly TotalResponseTime?: number;
    readonly ErrorStatistics?: { readonly TotalCount?: number };
    readonly FaultStatistics?: { readonly TotalCount?: number };
  };
}

export interface ReadTrace {
  readonly id: string;
  /** Seconds. */
  readonly duration: number;
  readonly segments: readonly TimedSegment[];
  readonly services: readonly GraphService[];
}

/**
 * Polls until the trace holds the API's stage and both of Lambda's segments, all ended.
 * @throws CommandFailure after 20 s.
 */
export async function readTrace(aws: AwsCaller, id: string): Promise<ReadTrace> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = (await aws.rest('xray', 'POST', '/Traces', { TraceIds: [id] })) as {
      Traces?: { Duration?: number; Segments: { Document: string }[] }[];
    };
    const trace = answer.Traces?.[0];
    const segments = (trace?.Segments ?? []).map(({ Document }) => JSON.parse(Document) as TimedSegment);
    if (complete(segments)) {
      const graph = (await aws.rest('xray', 'POST', '/TraceGraph', { TraceIds: [id] })) as { Services?: GraphService[] };
      return { id, duration: trace?.Duration ?? 0, segments, services: graph.Services ?? [] };
    }
    if (Date.now() > deadline)
      throw new CommandFailure(`Trace ${id} did not become complete within 20 s; it has ${segments.length} segments.`);
    await wait(100);
  }
}

function complete(segments: readonly TimedSegment[]): boolean {
  const origins = new Set(segments.filter((segment) => segment.end_time !== undefined).map((segment) => segment.origin));
  return ['AWS::ApiGateway::Stage', 'AWS::Lambda', 'AWS::Lambda::Function'].every((origin) => origins.has(origin));
}
