/**
 * Writes many buffers to a file without joining them first.
 *
 * Who calls it: the write-ahead log for its records (write-ahead-log/segment-writer.ts), rows-file.ts for rows on their way to the engine.
 */
import type { FileHandle } from 'node:fs/promises';

/** The most buffers that one writev takes (IOV_MAX). */
const vectorLimit = 1000;

/** @returns the bytes written from `position` on: all of them. */
export async function writeAll(file: FileHandle, buffers: readonly Uint8Array[], position: number): Promise<number> {
  let written = 0;
  for (let from = 0; from < buffers.length; from += vectorLimit) {
    written += await writeVector(file, buffers.slice(from, from + vectorLimit), position + written);
  }
  return written;
}

/** writev may write less than it was given: then the rest is written as one buffer. */
async function writeVector(file: FileHandle, buffers: readonly Uint8Array[], position: number): Promise<number> {
  const total = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  const { bytesWritten } = await file.writev(buffers, position);
  if (bytesWritten === total) return total;
  const rest = Buffer.concat(buffers).subarray(bytesWritten);
  for (let done = 0; done < rest.length; ) {
    done += (await file.write(rest, done, rest.length - done, position + bytesWritten + done)).bytesWritten;
  }
  return total;
}
