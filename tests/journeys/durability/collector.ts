/**
 * The process that the durability test kills: it appends numbered rows to the store and says on standard output which of them
 * were acknowledged.
 *
 * Arguments: data directory, first id, `optimize` to keep ClickHouse merging. Lines: `engine PID`, `ready`, `ack FIRST COUNT`.
 */
import { writeSync } from 'node:fs';
import { RowBinaryWriter } from '../../../src/server/store/row-binary.ts';
import { openStore } from '../../../src/server/store/store.ts';
import { tables } from './tables.ts';

const [dataDir = '', firstId = '0', mode = ''] = process.argv.slice(2);
const appenders = 6;

async function main(): Promise<void> {
  const store = await openStore({ dataDir, log: () => {} });
  for (const table of tables) store.ingestLog.declare(table);
  await store.start();
  say(`engine ${store.stats().engine?.pid}`);
  say('ready');

  let next = Number(firstId);
  const append = async (): Promise<void> => {
    for (;;) {
      const first = next;
      const count = 1 + (first % 17);
      next += count;
      const rows = encode(first, count);
      await store.ingestLog.append({ rows: { numbered: rows, twin: rows } });
      say(`ack ${first} ${count}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const read = async (): Promise<void> => {
    for (;;) {
      await store.ingestLog.settled();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  const optimize = async (): Promise<void> => {
    for (;;) {
      for (const { name } of tables) await store.clickhouse.command(`OPTIMIZE TABLE ${name} FINAL`).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await Promise.all([...Array.from({ length: appenders }, append), read(), ...(mode === 'optimize' ? [optimize()] : [])]);
}

function encode(first: number, count: number): Buffer {
  const writer = new RowBinaryWriter();
  for (let id = first; id < first + count; id++) writer.uint64(id).string(`row ${id} ${'x'.repeat(id % 300)}`);
  return writer.take();
}

/** Written at once: a line that is still in a buffer when the process is killed would be an acknowledgement nobody heard. */
function say(line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      // The test reads slower than this writes: the pipe is full for a moment.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
