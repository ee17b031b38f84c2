/**
 * An error that a client may see: AWS's code, message and HTTP status.
 *
 * Operations throw only these (each service keeps its own in `errors.ts`); the wire layer renders them in the protocol of the
 * request. Anything else that is thrown is a bug and is answered as the service's internal failure.
 */
export class AwsError extends Error {
  /** AWS's name of the error, e.g. `ResourceNotFoundException`. */
  readonly code: string;
  /** HTTP status of REST protocols; Query and JSON use it too. */
  readonly statusCode: number;
  /** Further members of the modelled error shape, e.g. `{ ResourceName }`. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Further response headers, e.g. `retry-after`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    statusCode = 400,
    members: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.statusCode = statusCode;
    this.members = members;
    this.headers = headers;
  }

  /** Whose fault it is, as XML protocols print it (`Sender`) and Lambda's JSON does (`User`). */
  get fault(): 'client' | 'server' {
    return this.statusCode >= 500 ? 'server' : 'client';
  }
}
