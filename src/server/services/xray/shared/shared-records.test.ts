/** Two servers with one database: whatever both change, in any order, both have the same records in the end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openControlPlane } from '../../../store/control-plane.ts';
import type { ControlPlane } from '../../../store/ports.ts';
import { openStore, type Store } from '../../../store/store.ts';
import { SamplingRules } from '../sampling/sampling-rules.ts';
import { SharedRecords } from './shared-records.ts';

let directory: string;
let store: Store;
const planes: ControlPlane[] = [];
let opened = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'radiograph-shared-'));
  store = await openStore({ dataDir: directory });
  await store.start();
}, 60_000);

afterAll(async () => {
  for (const plane of planes) await plane.close();
  await store?.close();
  await rm(directory, { recursive: true, force: true });
});

/** A server with a control plane of its own, whose clock may be wrong. */
function server(clock: { now: number }, wrongBy = 0) {
  const plane = openControlPlane(join(directory, `server-${opened++}`));
  planes.push(plane);
  const open = () => new SharedRecords(plane, store.clickhouse, `server ${opened}`, () => clock.now + wrongBy);
  return { plane, open, records: open() };
}

const newScope = () => ({ account: String(100_000_000_000 + opened), region: 'us-east-1' });

describe('shared records', () => {
  it('are the same everywhere after two exchanges, whoever changed what when', async () => {
    const step = fc.record({
      by: fc.constantFrom(0, 1),
      id: fc.constantFrom('a', 'b', 'c'),
      value: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
      exchanges: fc.boolean(),
      waits: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.integer({ min: -50, max: 50 }), async (steps, wrongBy) => {
        const scope = newScope();
        const clock = { now: 1_790_000_000_000 };
        const servers = [server(clock), server(clock, wrongBy)].map(({ records }) => records);
        for (const records of servers) await records.start();
        for (const { by, id, value, exchanges, waits } of steps) {
          clock.now += waits;
          const things = servers[by]?.collection<number>('thing');
          if (value === undefined) things?.delete(scope, id);
          else things?.put(scope, id, value);
          if (exchanges) await servers[by]?.exchange();
        }
        for (const records of [...servers, ...servers]) await records.exchange();
        const [one, other] = servers.map((records) => records.collection<number>('thing').list(scope));
        expect(one).toEqual(other);
        for (const records of servers) await records.close();
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('keep the change that was made with knowledge of the other, even with a clock that is behind', async () => {
    const scope = newScope();
    const clock = { now: 1_790_000_000_000 };
    const [ahead, behind] = [server(clock, 60_000).records, server(clock).records];
    for (const records of [ahead, behind]) await records.start();
    ahead.collection('thing').put(scope, 'a', 'first');
    await ahead.exchange();
    await behind.exchange();
    behind.collection('thing').put(scope, 'a', 'second');
    await behind.exchange();
    await ahead.exchange();
    expect(ahead.collection('thing').get(scope, 'a')).toBe('second');
    for (const records of [ahead, behind]) await records.close();
  });

  it('are sent after a restart when the database was away', async () => {
    const scope = newScope();
    const clock = { now: 1_790_000_000_000 };
    const lonely = server(clock);
    // It never starts an exchange: as if every one had failed.
    lonely.records.collection('thing').put(scope, 'a', 'kept');
    const again = lonely.open();
    await again.start();
    const other = server(clock).records;
    await other.start();
    expect(other.collection('thing').get(scope, 'a')).toBe('kept');
    for (const records of [again, other]) await records.close();
  });

  it('are those, too, that a server had before it joined, unless the others know better', async () => {
    const scope = newScope();
    const clock = { now: 1_790_000_000_000 };
    const [early, late] = [server(clock), server(clock)];
    late.plane.collection('thing').put(scope, 'a', 'old');
    late.plane.collection('thing').put(scope, 'b', 'old');
    await early.records.start();
    early.records.collection('thing').put(scope, 'a', 'new');
    await early.records.exchange();
    late.records.collection('thing');
    await late.records.start();
    await early.records.exchange();
    for (const { records } of [early, late]) {
      expect(
        records
          .collection('thing')
          .list(scope)
          .map(({ value }) => value),
      ).toEqual(['new', 'old']);
      await records.close();
    }
  });

  it('tell of what came in, so that no order of rules is stale', async () => {
    const tenant = newScope();
    const clock = { now: 1_790_000_000_000 };
    const [one, other] = [server(clock).records, server(clock).records];
    const rules = [one, other].map((records) => new SamplingRules(records, () => clock.now));
    other.onChange(() => rules[1]?.forgetOrder());
    for (const records of [one, other]) await records.start();
    expect(rules[1]?.inOrder(tenant).map(({ RuleName }) => RuleName)).toEqual(['Default']);
    const rule = { ...rules[0]?.inOrder(tenant)[0], RuleName: 'mine', Priority: 1 };
    rules[0]?.put(tenant, rule as never, { tags: {} });
    await one.exchange();
    await other.exchange();
    expect(rules[1]?.inOrder(tenant).map(({ RuleName }) => RuleName)).toEqual(['mine', 'Default']);
    expect(rules[1]?.lastChange(tenant)).toBe(1_790_000_000);
    for (const records of [one, other]) await records.close();
  });
});
