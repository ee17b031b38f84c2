/** A call of a back end, as the stage's segment, metrics and access log tell of it. Filled while it runs: failed calls are told too. */
export interface IntegrationCall {
  readonly target:
    | { readonly kind: 'function'; readonly functionArn: string }
    | { readonly kind: 'http'; readonly url: string; readonly method: string }
    | { readonly kind: 'service'; readonly service: string; readonly operation: string };
  /** Epoch milliseconds. */
  readonly startedAt: number;
  endedAt?: number | undefined;
  /** Undefined when the back end did not answer in time. Of a function's call: Lambda's own. */
  status?: number | undefined;
  /** What a function made of a Lambda proxy integration's answer, once that is known to be one. */
  proxied?: { readonly status: number; readonly contentLength: number } | undefined;
  contentLength?: number | undefined;
  /** Of a function's invocation: what its own logs call the request. */
  readonly requestId?: string | undefined;
  /** `X-Amzn-Trace-Id` of a function's answer. */
  traceHeader?: string | undefined;
}

/** Is told of a call before it begins. */
export type Report = (call: IntegrationCall) => void;
