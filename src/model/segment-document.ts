/**
 * X-Ray segment documents, in AWS's own snake_case field names: what producers send and what BatchGetTraces prints.
 *
 * Used by everything that touches a segment: validation, ingest, trace assembly, summaries, graphs, the console.
 * AWS page: "X-Ray segment documents" (xray-api-segmentdocuments); fields that only SDKs and AWS's services send are here too.
 * Times are epoch SECONDS as floats, ids are 16 hex digits, trace ids `1-xxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx`.
 */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface HttpRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly user_agent?: string | undefined;
  readonly client_ip?: string | undefined;
  /** Segments only: `client_ip` was taken from a header, so it can be forged. */
  readonly x_forwarded_for?: boolean | undefined;
  /** Subsegments only: the callee is traced too, so the trace is partial until its segment comes. Not read back. */
  readonly traced?: boolean | undefined;
}

export interface HttpResponse {
  readonly status?: number | undefined;
  /** Bytes; strings and -1 have been seen. */
  readonly content_length?: number | string | undefined;
}

export interface Http {
  readonly request?: HttpRequest | undefined;
  readonly response?: HttpResponse | undefined;
}

/** What AWS resource ran the work (segments) or was called (subsegments). Any further snake_case key is kept. */
export interface Aws {
  readonly account_id?: string | undefined;
  readonly region?: string | undefined;
  readonly operation?: string | undefined;
  readonly request_id?: string | undefined;
  readonly resource_names?: readonly string[] | undefined;
  readonly table_name?: string | undefined;
  readonly bucket_name?: string | undefined;
  readonly queue_url?: string | undefined;
  readonly topic_arn?: string | undefined;
  readonly function_name?: string | undefined;
  readonly function_arn?: string | undefined;
  readonly ec2?: { readonly instance_id?: string | undefined; readonly availability_zone?: string | undefined } | undefined;
  readonly ecs?: { readonly availability_zone?: string | undefined } | undefined;
  readonly [key: string]: unknown;
}

export interface StackFrame {
  readonly path?: string | undefined;
  readonly line?: number | undefined;
  readonly label?: string | undefined;
}

export interface Exception {
  readonly id?: string | undefined;
  readonly message?: string | undefined;
  readonly type?: string | undefined;
  /** Raised by a downstream call. */
  readonly remote?: boolean | undefined;
  /** Stack frames left out. */
  readonly truncated?: number | undefined;
  /** Exceptions left out between this one and its cause. */
  readonly skipped?: number | undefined;
  /** Id of the exception that caused this one. */
  readonly cause?: string | undefined;
  readonly stack?: readonly StackFrame[] | undefined;
}

export interface CauseObject {
  readonly working_directory?: string | undefined;
  readonly message?: string | undefined;
  readonly paths?: readonly string[] | undefined;
  readonly exceptions?: readonly Exception[] | undefined;
}

/** A string is the id of an exception that is recorded on another entity. */
export type Cause = string | CauseObject;

export type AnnotationValue = string | number | boolean;

export interface TraceLink {
  readonly trace_id: string;
  readonly id?: string | undefined;
  readonly attributes?: { readonly [key: string]: JsonValue } | undefined;
}

export interface Sql {
  readonly connection_string?: string | undefined;
  readonly url?: string | undefined;
  readonly sanitized_query?: string | undefined;
  readonly database_type?: string | undefined;
  readonly database_version?: string | undefined;
  readonly driver_version?: string | undefined;
  readonly user?: string | undefined;
  readonly preparation?: string | undefined;
}

/** What segments and subsegments share. Exactly one of `end_time` and `in_progress: true` is there. */
export interface Entity {
  readonly id: string;
  readonly name: string;
  readonly start_time: number;
  readonly end_time?: number | undefined;
  readonly in_progress?: boolean | undefined;
  readonly error?: boolean | undefined;
  readonly fault?: boolean | undefined;
  readonly throttle?: boolean | undefined;
  readonly cause?: Cause | undefined;
  readonly http?: Http | undefined;
  readonly aws?: Aws | undefined;
  /** As sent; values other than string, number and boolean are dropped when a trace is assembled. */
  readonly annotations?: { readonly [key: string]: unknown } | undefined;
  readonly metadata?: { readonly [key: string]: unknown } | undefined;
  readonly links?: readonly TraceLink[] | undefined;
  readonly subsegments?: readonly Subsegment[] | undefined;
}

/** A nested subsegment. */
export interface Subsegment extends Entity {
  /** `aws`: an AWS call; `remote`: any other downstream; absent or `local`: work inside the service. */
  readonly namespace?: string | undefined;
  readonly traced?: boolean | undefined;
  readonly precursor_ids?: readonly string[] | undefined;
  readonly sql?: Sql | undefined;
}

/** A segment: what one service did for one request. */
export interface Segment extends Entity {
  readonly trace_id: string;
  readonly type?: 'segment' | undefined;
  /** Id of the caller's subsegment, or of its segment. */
  readonly parent_id?: string | undefined;
  /** Resource type; becomes the type of the node. */
  readonly origin?: string | undefined;
  readonly resource_arn?: string | undefined;
  readonly user?: string | undefined;
  readonly service?: { readonly [key: string]: unknown } | undefined;
  /** Set on segments that X-Ray makes itself. */
  readonly inferred?: boolean | undefined;
}

/** A subsegment that is sent by itself and folded into its parent when the trace is read. */
export interface IndependentSubsegment extends Subsegment {
  readonly type: 'subsegment';
  readonly trace_id: string;
  readonly parent_id: string;
  readonly origin?: string | undefined;
  readonly user?: string | undefined;
}

/** One document as accepted by PutTraceSegments. */
export type SegmentDocument = Segment | IndependentSubsegment;

/** True for documents that belong inside another one. */
export function isIndependentSubsegment(document: SegmentDocument): document is IndependentSubsegment {
  return document.type === 'subsegment';
}
