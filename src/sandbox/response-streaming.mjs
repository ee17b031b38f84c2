/**
 * `awslambda`, the global with which handlers of Node's runtime stream their response
 * (lambda/latest/dg/configuration-response-streaming.html), and the stream that they write to. Used by bootstrap.mjs. No dependencies.
 */
import { Writable } from 'node:stream';

/** Lambda's own mark, which libraries look for. */
const mark = Symbol.for('aws.lambda.runtime.handler.streaming');

const integrationType = 'application/vnd.awslambda.http-integration-response';
/** Ends a description of status and headers. */
const endOfDescription = new Uint8Array(8);

globalThis.awslambda = {
  streamifyResponse(handler) {
    handler[mark] = 'response';
    return handler;
  },
  HttpResponseStream: {
    /** Puts status, headers and cookies in front of what is written. */
    from(stream, description) {
      stream.setContentType(integrationType);
      stream.describe(description);
      return stream;
    },
  },
};

export const streams = (handler) => handler[mark] === 'response';

/** Opens its request with the first byte, so that a handler which fails before has an ordinary error. */
export class ResponseStream extends Writable {
  #open;
  #outgoing;
  #contentType = 'application/octet-stream';
  #description;

  /** @param open makes the request of a content type: a writable of node:http. */
  constructor(open) {
    super();
    this.#open = open;
  }

  get hasBegun() {
    return this.#outgoing !== undefined;
  }

  setContentType(type) {
    this.#contentType = type;
  }

  describe(description) {
    this.#description = JSON.stringify(description);
  }

  #begin() {
    if (this.#outgoing !== undefined) return;
    this.#outgoing = this.#open(this.#contentType);
    if (this.#description === undefined) return;
    this.#outgoing.write(this.#description);
    this.#outgoing.write(endOfDescription);
  }

  _write(chunk, encoding, done) {
    this.#begin();
    this.#outgoing.write(chunk, encoding, done);
  }

  _final(done) {
    this.#begin();
    this.#outgoing.end(done);
  }

  /** A failure in the middle is told behind the last byte. */
  fail(errorType, body) {
    this.#outgoing.addTrailers({
      'Lambda-Runtime-Function-Error-Type': errorType,
      'Lambda-Runtime-Function-Error-Body': Buffer.from(body).toString('base64'),
    });
    this.#outgoing.end();
  }
}
