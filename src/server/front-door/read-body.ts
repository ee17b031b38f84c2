/** Reads a request body up to the limit of its service; more is refused without being kept. */
import type { IncomingMessage } from 'node:http';

/** Lambda's is AWS's own figure for CreateFunction; X-Ray's is 50 documents of 64 kB, escaped; S3's is for what is not an object. */
const limits: Readonly<Record<string, number>> = { lambda: 70_167_211, xray: 8 * 1024 * 1024, s3: 16 * 1024 * 1024 };
const defaultLimit = 16 * 1024 * 1024;

export function bodyLimit(signingName: string | undefined): number {
  return limits[signingName ?? ''] ?? defaultLimit;
}

/** What is read and dropped behind a refused body, so that its sender gets to read the answer instead of a broken pipe. */
const drainedBytes = 256 * 1024 * 1024;

/** Undefined when the body is longer than `limit` bytes. Rejects when the client goes away. */
export function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    let refused = Number(request.headers['content-length'] ?? 0) > limit;
    if (refused) resolve(undefined);
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit && !refused) {
        refused = true;
        chunks = [];
        resolve(undefined);
      }
      if (refused) {
        if (length > limit + drainedBytes) request.destroy();
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('aborted', () => reject(new Error('the client went away')));
    request.on('error', reject);
  });
}
