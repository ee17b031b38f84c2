/**
 * Finds the segments that an earlier process left behind.
 *
 * Who calls it: write-ahead-log.ts, before it takes the first record. Any of them may be in ClickHouse already, wholly or for some
 * tables, so they are shipped as doubtful.
 */
import { copyFile, open, readdir, readFile, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decodeRecords } from './record.ts';
import type { SealedSegment } from './segment-writer.ts';

/** Segments in the order in which they were written. */
export async function findSegments(directory: string, log: (line: string) => void): Promise<SealedSegment[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{15}\.wal$/.test(name)).sort();
  const segments: SealedSegment[] = [];
  for (const name of names) {
    const path = join(directory, name);
    const bytes = await readFile(path);
    const { records, validLength } = decodeRecords(bytes);
    // Records are acknowledged in order after a sync, so only the last segment can end in the middle of a write.
    const isCut = validLength < bytes.length;
    if (isCut && name !== names.at(-1)) {
      await copyFile(path, `${path}.damaged`);
      log(`${basename(path)} is damaged at byte ${validLength}; the records before it are used, a copy is kept beside it.`);
    }
    if (records === 0) {
      await unlink(path);
      continue;
    }
    if (isCut) await cutOff(path, validLength);
    segments.push({ id: Number(name.slice(0, 15)), path, length: validLength, rows: undefined });
  }
  return segments;
}

/** Or the next recovery, after a kill in the meantime, would find it before a newer segment and take it for damage. */
async function cutOff(path: string, length: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(length);
    await file.sync();
  } finally {
    await file.close();
  }
}
