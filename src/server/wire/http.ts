/** A request and an answer as the wire layer sees them: no sockets. Only objects are streamed: see `upload` and `ByteStream`. */
import type { Readable } from 'node:stream';

export interface WireRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** What a `BodyReceiver` made of a streamed body; the operation gets it as its blob payload, in place of `body`. */
  readonly upload?: ReceivedUpload | undefined;
}

/** A body that has been received, and is not kept in memory. */
export interface ReceivedUpload {
  /** Removes what the operation has not taken. */
  discard(): Promise<void>;
}

/** Takes a request's body as it arrives. `headers` have names in lower case. Throws AwsError when its framing is broken. */
export type BodyReceiver = (
  source: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string | undefined>>,
) => Promise<ReceivedUpload>;

export interface WireResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** A stream's length is in the header `content-length`. */
  readonly body: string | Uint8Array | Readable;
}
