/**
 * Kills the collector and its engine with SIGKILL at every step between an append and a merged part, again and again on the same
 * data, then compares id by id. `RADIOGRAPH_KILLS=200` for the long run; `RADIOGRAPH_SEED` repeats one.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/server/store/store.ts';
import { killPoints } from './durability/kill-points.ts';
import { type Round, runRound } from './durability/round.ts';
import { tables } from './durability/tables.ts';

const kills = Number(process.env['RADIOGRAPH_KILLS'] ?? 2 * killPoints.length);
const seed = Number(process.env['RADIOGRAPH_SEED'] ?? Date.now() % 1_000_000);
const idsPerRound = 1_000_000;
const dataDir = mkdtempSync(join(tmpdir(), 'radiograph-durability-'));

afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));

test(
  'every acknowledged row is stored exactly once, wherever the collector or its engine is killed',
  async () => {
    const random = randomFrom(seed);
    // One quiet life first: it makes the tables.
    await (await openAll()).close();
    const rounds: Round[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const point = killPoints[kill % killPoints.length];
      if (point !== undefined) rounds.push(await runRound(dataDir, point, (kill + 1) * idsPerRound, random));
    }

    const store = await openAll();
    const report = new Map<
      string,
      { kills: number; hit: number; acknowledged: number; missing: number; repeated: number; torn: number }
    >();
    await store.ingestLog.settled();
    for (const round of rounds) {
      const row = report.get(round.point.name) ?? { kills: 0, hit: 0, acknowledged: 0, missing: 0, repeated: 0, torn: 0 };
      report.set(round.point.name, row);
      const [numbered, twin] = [await counts(store, 'numbered', round), await counts(store, 'twin', round)];
      row.kills++;
      row.hit += round.hit ? 1 : 0;
      for (const { first, count } of round.acknowledged) {
        row.acknowledged += count;
        for (let id = first; id < first + count; id++) {
          if (!numbered.has(id) || !twin.has(id)) row.missing++;
        }
      }
      for (const count of [...numbered.values(), ...twin.values()]) if (count !== 1) row.repeated++;
      for (const id of [...numbered.keys(), ...twin.keys()]) if (!numbered.has(id) || !twin.has(id)) row.torn++;
    }
    await store.close();
    console.log(`seed ${seed}`);
    console.table(Object.fromEntries(report));

    const log = join(dataDir, 'write-ahead-log');
    expect(readdirSync(log)).toEqual([]);
    expect(existsSync(join(log, 'refused'))).toBe(false);
    expect([...report.values()].reduce((sum, row) => sum + row.acknowledged, 0)).toBeGreaterThan(0);
    for (const [point, row] of report) {
      expect({ point, missing: row.missing, repeated: row.repeated, torn: row.torn }).toEqual({
        point,
        missing: 0,
        repeated: 0,
        torn: 0,
      });
      expect(row.hit, `${point} was not always reached`).toBe(row.kills);
    }
  },
  60_000 + kills * 15_000,
);

async function openAll(): Promise<Store> {
  const store = await openStore({ dataDir, log: () => {} });
  for (const table of tables) store.ingestLog.declare(table);
  await store.start();
  return store;
}

/** How often each id of a round is stored. */
async function counts(store: Store, table: string, round: Round): Promise<Map<number, number>> {
  const rows = await store.clickhouse.query<{ id: string; count: number }>(
    `SELECT id, toUInt32(count()) AS count FROM ${table} WHERE id >= {from:UInt64} AND id < {to:UInt64} GROUP BY id`,
    { from: round.firstId, to: round.firstId + idsPerRound },
  );
  return new Map(rows.map(({ id, count }) => [Number(id), count]));
}

/** Small repeatable generator (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
