/**
 * Hands rows to the embedded engine in a file of a directory that both see: a body over HTTP would be copied twice through sockets
 * and then written to just such a file.
 *
 * Who calls it: clickhouse.ts, when its endpoint has such a directory. engine/http-protocol.ts reads it.
 */
import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAll } from './write-all.ts';

/** Request header that names the file; only the engine of this process's own knows it. */
export const rowsFileHeader = 'x-radiograph-rows-file';

/** Calls `use` with the name of a file that holds these bytes, and removes it after. It is not synced: the log has the rows. */
export async function withRowsFile(
  directory: string,
  bytes: readonly Uint8Array[],
  use: (name: string) => Promise<void>,
): Promise<void> {
  const name = `${randomUUID()}.rows`;
  const path = join(directory, name);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await writeAll(file, bytes, 0);
    } finally {
      await file.close();
    }
    await use(name);
  } finally {
    await rm(path, { force: true });
  }
}

/** The path of a file that `withRowsFile` made; undefined for any other name. */
export function rowsFilePath(directory: string, name: string): string | undefined {
  return /^[0-9a-f-]{36}\.rows$/.test(name) ? join(directory, name) : undefined;
}
