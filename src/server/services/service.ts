/**
 * The one shape every AWS service has here: a name and a table of operations.
 *
 * Who calls it: the front door, after it has found the service, checked the caller and decoded the input from AWS's own schema.
 * An operation never sees HTTP: it gets the decoded input (blobs are `Uint8Array`, timestamps are `Date`) and returns the output
 * shape, or throws an `AwsError`.
 */
import { AwsError } from '../wire/aws-error.ts';

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

/** A call of the account itself, in this process; `changes` stand in place of what such a call has otherwise. */
export function accountCall(changes: Pick<CallContext, 'account' | 'region'> & Partial<CallContext>): CallContext {
  const { account } = changes;
  return {
    service: '',
    operation: '',
    principal: { account, arn: `arn:aws:iam::${account}:root`, userId: account, accessKeyId: undefined },
    requestId: crypto.randomUUID(),
    headers: {},
    responseHeaders: new Map(),
    signal: new AbortController().signal,
    ...changes,
  };
}

/**
 * Runs an operation that a service may have, as the account itself. The input is in the operation's own form (dates, bytes).
 * @throws NotImplemented where there is no such operation, and what the operation throws.
 */
export async function callAsAccount<Output = unknown>(
  service: Service | undefined,
  input: object,
  call: Parameters<typeof accountCall>[0] & Pick<CallContext, 'service' | 'operation'>,
): Promise<Output> {
  const operation = service?.operations[call.operation] as Operation<object, Output> | undefined;
  if (!operation) throw new AwsError('NotImplemented', `Radiograph does not emulate ${call.service}:${call.operation} yet.`, 501);
  return operation(input, accountCall(call));
}
