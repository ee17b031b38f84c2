/**
 * The one shape every AWS service has here: a name and a table of operations.
 *
 * Who calls it: the front door, after it has found the service, checked the caller and decoded the input from AWS's own schema.
 * An operation never sees HTTP: it gets the decoded input (blobs are `Uint8Array`, timestamps are `Date`) and returns the output
 * shape, or throws an `AwsError`.
 */
export interface Principal {
  /** 12 digits. */
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly accessKeyId: string | undefined;
}

export interface CallContext {
  readonly service: string;
  readonly operation: string;
  /** 12 digits; part of every key of every store. */
  readonly account: string;
  readonly region: string;
  readonly principal: Principal;
  /** The UUID that is also sent as `x-amzn-requestid`. */
  readonly requestId: string;
  /** Request headers, names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Extra response headers that an operation wants to send beside its modelled output. */
  readonly responseHeaders: Map<string, string>;
  /** Aborted when the client goes away or the server stops. */
  readonly signal: AbortSignal;
}

/** One operation, in AWS's input and output shapes. */
export type Operation<Input = never, Output = unknown> = (input: Input, call: CallContext) => Output | Promise<Output>;

export interface Service {
  /** AWS's id, which is the name of the service's folder and of its signing name: `xray`, `lambda`, `logs`, `iam`, `sts`. */
  readonly id: string;
  /** By AWS's operation name: `PutTraceSegments`. What is not here is answered by an error that names it. */
  readonly operations: Readonly<Record<string, Operation>>;
}
