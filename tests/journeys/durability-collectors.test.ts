/**
 * Two collectors with one ClickHouse, as `--clickhouse-url` gives them: each has its own log, both read everything.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EngineProcess } from '../../src/server/store/engine/engine-process.ts';
import { RowBinaryWriter } from '../../src/server/store/row-binary.ts';
import { openStore, type Store } from '../../src/server/store/store.ts';
import { tables } from './durability/tables.ts';

const directory = mkdtempSync(join(tmpdir(), 'radiograph-collectors-'));
const stores: Store[] = [];
let engine: EngineProcess | undefined;

beforeAll(async () => {
  engine = new EngineProcess(join(directory, 'engine'), () => {});
  const { url, username, password } = await engine.endpoint();
  const clickhouseUrl = url.replace('//', `//${username}:${password}@`);
  for (const name of ['one', 'two']) {
    const store = await openStore({ dataDir: join(directory, name), clickhouseUrl, log: () => {} });
    stores.push(store);
    for (const table of tables) store.ingestLog.declare(table);
    await store.start();
  }
});

afterAll(async () => {
  for (const store of stores) await store.close();
  await engine?.close();
  rmSync(directory, { recursive: true, force: true });
});

test('both collectors read what each of them wrote at the same time, once', async () => {
  await Promise.all(
    stores.map(async (store, collector) => {
      for (let record = 0; record < 20; record++) {
        const rows = new RowBinaryWriter()
          .uint64(collector * 1000 + record)
          .string('row')
          .take();
        await store.ingestLog.append({ rows: { numbered: rows, twin: rows } });
        if (record % 5 === 4) await store.ingestLog.settled();
      }
    }),
  );
  for (const store of stores) {
    const [row] = await store.clickhouse.query(
      'SELECT count() AS rows, uniqExact(id) AS ids, uniqExact(collector) AS collectors FROM numbered',
    );
    expect(row).toEqual({ rows: '40', ids: '40', collectors: '2' });
  }
});

test('rows that ClickHouse cannot read are set aside, and what comes after them goes on', async () => {
  const [store] = stores;
  await store?.ingestLog.append({ rows: { numbered: Buffer.from([1, 2, 3]) } });
  await store?.ingestLog.settled();
  const rows = new RowBinaryWriter().uint64(5000).string('after').take();
  await store?.ingestLog.append({ rows: { numbered: rows } });
  await store?.ingestLog.settled();
  expect(await store?.clickhouse.query('SELECT text FROM numbered WHERE id = 5000')).toEqual([{ text: 'after' }]);
  const kept = readdirSync(join(directory, 'one', 'write-ahead-log', 'refused')).map((name) => extname(name));
  expect(kept.sort()).toEqual(['.txt', '.wal']);
});

test('a store of a newer program is refused with a sentence', async () => {
  const [store] = stores;
  await store?.clickhouse.command('INSERT INTO schema_version (version) VALUES (99)');
  await expect(store?.start()).rejects.toThrow(/newer Radiograph/);
});

test('a wrong password is an error that says so', async () => {
  const url = (await engine?.endpoint())?.url ?? '';
  const store = await openStore({ dataDir: join(directory, 'three'), clickhouseUrl: url.replace('//', '//default:wrong@') });
  await expect(store.start()).rejects.toThrow(/Authentication failed/);
  await store.close();
});
