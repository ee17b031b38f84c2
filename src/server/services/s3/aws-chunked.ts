/**
 * `Content-Encoding: aws-chunked`: the framing with which clients sign a body piece by piece, or send its checksum behind it.
 *
 *     HEX-SIZE[;chunk-signature=…]\r\n BYTES\r\n … 0[;…]\r\n [name:value\r\n]… \r\n
 *
 * Who calls it: the body receiver. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { errors } from './errors.ts';

/** Longer lines are no chunk headers or trailers. */
const longestLine = 16 * 1024;

export function isAwsChunked(headers: Readonly<Record<string, string | undefined>>): boolean {
  return (
    (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
    (headers['content-encoding'] ?? '').split(',').some((coding) => coding.trim() === 'aws-chunked')
  );
}

/**
 * Yields the bytes without their framing, as they arrive; puts trailers, names in lower case, into `trailers`.
 * @throws IncompleteBody when the body ends early or is framed in another way.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Uint8Array>,
  trailers: Map<string, string>,
): AsyncGenerator<Uint8Array> {
  let held: Buffer = Buffer.alloc(0);
  /** Bytes of the current chunk that are still to come. */
  let left = 0;
  let state = 'size' as 'size' | 'bytes' | 'end of bytes' | 'trailers' | 'over';
  for await (const piece of source) {
    held = held.length === 0 ? Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength) : Buffer.concat([held, piece]);
    while (state !== 'over') {
      if (state === 'bytes') {
        if (held.length === 0) break;
        const bytes = held.subarray(0, left);
        left -= bytes.length;
        held = held.subarray(bytes.length);
        if (left === 0) state = 'end of bytes';
        yield bytes;
        continue;
      }
      const end = held.indexOf('\r\n');
      if (end < 0 && held.length > longestLine) throw errors.incompleteBody();
      if (end < 0) break;
      const line = held.subarray(0, end).toString('latin1');
      held = held.subarray(end + 2);
      if (state === 'end of bytes') {
        if (line !== '') throw errors.incompleteBody();
        state = 'size';
      } else if (state === 'size') {
        const size = /^([0-9a-fA-F]{1,12})(?:;.*)?$/.exec(line)?.[1];
        if (size === undefined) throw errors.incompleteBody();
        left = Number.parseInt(size, 16);
        state = left === 0 ? 'trailers' : 'bytes';
      } else if (line === '') state = 'over';
      else {
        const colon = line.indexOf(':');
        if (colon < 0) throw errors.incompleteBody();
        trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
      }
    }
  }
  // Some clients leave out the last empty line.
  if (state !== 'over' && state !== 'trailers') throw errors.incompleteBody();
}
