/**
 * Collects a body up to a limit. What is beyond it is read and dropped, so that its sender gets to read the answer.
 *
 * Who calls it: `http.ts`, `grpc.ts`.
 */
import type { Readable } from 'node:stream';

/** @returns undefined, at once, when there are more bytes than `limit`. Rejects when the sender goes away. */
export function collectBody(stream: Readable, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve(undefined);
      }
    });
    stream.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    stream.on('error', reject);
    stream.on('close', () => reject(new Error('The sender went away.')));
  });
}
