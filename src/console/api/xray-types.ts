/** The parts of X-Ray's answers that the console reads, as JSON carries them: timestamps are epoch seconds, absent members null or missing. */

export interface ServiceId {
  readonly Name?: string | null;
  readonly Names?: readonly string[] | null;
  readonly AccountId?: string | null;
  readonly Type?: string | null;
}

export interface ValueWithServiceIds {
  readonly AnnotationValue?: {
    readonly StringValue?: string | null;
    readonly NumberValue?: number | null;
    readonly BooleanValue?: boolean | null;
  } | null;
}

export interface TraceSummary {
  readonly Id?: string | null;
  readonly StartTime?: number | null;
  readonly Duration?: number | null;
  readonly ResponseTime?: number | null;
  readonly HasFault?: boolean | null;
  readonly HasError?: boolean | null;
  readonly HasThrottle?: boolean | null;
  readonly IsPartial?: boolean | null;
  readonly Http?: {
    readonly HttpURL?: string | null;
    readonly HttpStatus?: number | null;
    readonly HttpMethod?: string | null;
    readonly ClientIp?: string | null;
  } | null;
  readonly Annotations?: Readonly<Record<string, readonly ValueWithServiceIds[] | null>> | null;
  readonly Users?: readonly { readonly UserName?: string | null }[] | null;
  readonly EntryPoint?: ServiceId | null;
  readonly ServiceIds?: readonly ServiceId[] | null;
  readonly Revision?: number | null;
}

export interface GetTraceSummariesResult {
  readonly TraceSummaries?: readonly TraceSummary[] | null;
  readonly TracesProcessedCount?: number | null;
  readonly ApproximateTime?: number | null;
  readonly NextToken?: string | null;
}

export interface TraceSegment {
  readonly Id?: string | null;
  readonly Document?: string | null;
}

export interface BatchGetTracesResult {
  readonly Traces?:
    | readonly {
        readonly Id?: string | null;
        readonly Duration?: number | null;
        readonly LimitExceeded?: boolean | null;
        readonly Segments?: readonly TraceSegment[] | null;
      }[]
    | null;
}

export interface SummaryStatistics {
  readonly OkCount?: number | null;
  readonly ErrorStatistics?: { readonly ThrottleCount?: number | null; readonly OtherCount?: number | null } | null;
  readonly FaultStatistics?: { readonly TotalCount?: number | null } | null;
  readonly TotalCount?: number | null;
  readonly TotalResponseTime?: number | null;
}

export interface HistogramEntry {
  readonly Value?: number | null;
  readonly Count?: number | null;
}

export interface ServiceEdge {
  readonly ReferenceId?: number | null;
  readonly SummaryStatistics?: SummaryStatistics | null;
  readonly EdgeType?: string | null;
  readonly ResponseTimeHistogram?: readonly HistogramEntry[] | null;
  readonly ReceivedEventAgeHistogram?: readonly HistogramEntry[] | null;
}

export interface GraphService extends ServiceId {
  readonly ReferenceId?: number | null;
  readonly Root?: boolean | null;
  readonly State?: string | null;
  readonly StartTime?: number | null;
  readonly EndTime?: number | null;
  readonly Edges?: readonly ServiceEdge[] | null;
  readonly SummaryStatistics?: SummaryStatistics | null;
  readonly ResponseTimeHistogram?: readonly HistogramEntry[] | null;
}

export interface ServiceGraph {
  readonly StartTime?: number | null;
  readonly EndTime?: number | null;
  readonly Services?: readonly GraphService[] | null;
}
