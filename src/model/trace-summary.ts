/**
 * The summary of a trace that GetTraceSummaries lists. Outcome, response time and HTTP come from the root segment alone: a failure
 * further down that was handled leaves the summary ok. Users, resources and annotations come from anywhere.
 *
 * AWS page: TraceSummary (API).
 */
import { annotationsOf } from './annotations.ts';
import { outcomeFlags } from './outcome.ts';
import { type AwsRootCauses, printedRootCauses } from './printed-root-causes.ts';
import { rootCauses } from './root-causes.ts';
import { secondsBetween } from './seconds.ts';
import type { AnnotationValue } from './segment-document.ts';
import { servicesOf } from './service-graph.ts';
import { type AwsServiceId, awsServiceId } from './service-id.ts';
import { extentOf, spanOf, type Trace, type TraceSegment } from './trace.ts';

/** AWS's shape; times are epoch seconds, durations seconds. */
export interface TraceSummary extends AwsRootCauses {
  readonly Id: string;
  readonly StartTime: number;
  readonly Duration?: number | undefined;
  readonly ResponseTime?: number | undefined;
  readonly HasFault: boolean;
  readonly HasError: boolean;
  readonly HasThrottle: boolean;
  readonly IsPartial: boolean;
  readonly Http: {
    readonly HttpURL?: string | undefined;
    readonly HttpStatus?: number | undefined;
    readonly HttpMethod?: string | undefined;
    readonly UserAgent?: string | undefined;
    readonly ClientIp?: string | undefined;
  };
  readonly Annotations: { readonly [key: string]: readonly { readonly AnnotationValue: AwsAnnotationValue }[] };
  readonly Users: readonly { readonly UserName: string }[];
  readonly ServiceIds: readonly AwsServiceId[];
  readonly ResourceARNs: readonly { readonly ARN: string }[];
  readonly InstanceIds: readonly { readonly Id: string }[];
  readonly AvailabilityZones: readonly { readonly Name: string }[];
  readonly EntryPoint?: AwsServiceId | undefined;
  readonly Revision: number;
}

export type AwsAnnotationValue =
  | { readonly StringValue: string }
  | { readonly NumberValue: number }
  | { readonly BooleanValue: boolean };

export function summarise(trace: Trace): TraceSummary {
  const { root, segments } = trace;
  const flags = root === undefined || root.document.end_time === undefined ? undefined : outcomeFlags(root.document);
  return {
    Id: trace.id,
    StartTime: trace.startTime,
    Duration: segments.length > 0 ? trace.duration : spanOf(extentOf(trace.orphans)),
    ResponseTime: responseTime(root),
    HasFault: flags?.fault ?? false,
    HasError: flags?.error ?? false,
    HasThrottle: flags?.throttle ?? false,
    IsPartial: trace.isPartial,
    Http: httpOf(root),
    Annotations: awsAnnotations(segments),
    Users: distinct(segments, usersOf).map((name) => ({ UserName: name })),
    ServiceIds: servicesOf(trace).map((service) => awsServiceId(service, trace.account)),
    ResourceARNs: distinct(segments, resourceArnsOf).map((arn) => ({ ARN: arn })),
    InstanceIds: distinct(segments, instanceIdsOf).map((id) => ({ Id: id })),
    AvailabilityZones: distinct(segments, availabilityZonesOf).map((name) => ({ Name: name })),
    EntryPoint: root === undefined ? undefined : awsServiceId(root.service, trace.account),
    ...printedRootCauses(rootCauses(trace), trace.account),
    Revision: trace.revision,
  };
}

/** Seconds that a segment took; undefined while it is in progress. */
export function responseTime(segment: TraceSegment | undefined): number | undefined {
  const end = segment?.document.end_time;
  return segment === undefined || end === undefined ? undefined : secondsBetween(segment.document.start_time, end);
}

export function usersOf({ document }: TraceSegment): readonly (string | undefined)[] {
  return [document.user];
}

export function resourceArnsOf({ document }: TraceSegment): readonly (string | undefined)[] {
  return [document.resource_arn];
}

export function instanceIdsOf({ document }: TraceSegment): readonly (string | undefined)[] {
  return [textIn(document.aws?.ec2, 'instance_id')];
}

export function availabilityZonesOf({ document }: TraceSegment): readonly (string | undefined)[] {
  return [textIn(document.aws?.ec2, 'availability_zone'), textIn(document.aws?.ecs, 'availability_zone')];
}

/** `aws` keeps whatever was sent, so what is inside it may be of any type. */
function textIn(block: unknown, field: string): string | undefined {
  if (typeof block !== 'object' || block === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(block, field)?.value;
  return typeof value === 'string' ? value : undefined;
}

function distinct(segments: readonly TraceSegment[], read: (segment: TraceSegment) => readonly (string | undefined)[]): string[] {
  return [...new Set(segments.flatMap(read).filter((value) => value !== undefined && value !== ''))] as string[];
}

function httpOf(root: TraceSegment | undefined): TraceSummary['Http'] {
  const request = root?.document.http?.request;
  return {
    HttpURL: request?.url,
    HttpStatus: root?.document.end_time === undefined ? undefined : root.document.http?.response?.status,
    HttpMethod: request?.method,
    UserAgent: request?.user_agent,
    ClientIp: request?.client_ip,
  };
}

function awsAnnotations(segments: readonly TraceSegment[]): TraceSummary['Annotations'] {
  const entries = [...annotationsOf(segments)].map(([key, values]) => {
    return [key, values.map((value) => ({ AnnotationValue: awsAnnotationValue(value) }))] as const;
  });
  return Object.fromEntries(entries);
}

function awsAnnotationValue(value: AnnotationValue): AwsAnnotationValue {
  if (typeof value === 'string') return { StringValue: value };
  return typeof value === 'number' ? { NumberValue: value } : { BooleanValue: value };
}
