import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openControlPlane } from './control-plane.ts';

const directory = mkdtempSync(join(tmpdir(), 'radiograph-control-plane-'));
const store = openControlPlane(directory);
const scope = { account: '000000000000', region: 'us-east-1' };

afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

test('a value is read back at once, in its own account, region and collection only', () => {
  const functions = store.collection<{ name: string }>('functions');
  functions.put(scope, 'hello', { name: 'hello' });
  expect(functions.get(scope, 'hello')).toEqual({ name: 'hello' });
  expect(functions.get({ ...scope, region: 'eu-west-1' }, 'hello')).toBeUndefined();
  expect(functions.get({ ...scope, account: '111111111111' }, 'hello')).toBeUndefined();
  expect(store.collection('function').list(scope)).toEqual([]);
});

test('a list is in order of id, and a prefix limits it', () => {
  const groups = store.collection<number>('groups');
  for (const [at, id] of ['/aws/b', '/aws/a', '/other', '/aws/\u{1f600}'].entries()) groups.put(scope, id, at);
  groups.put({ ...scope, region: 'eu-west-1' }, '/aws/elsewhere', 9);
  expect(groups.list(scope).map(({ id }) => id)).toEqual(['/aws/a', '/aws/b', '/aws/\u{1f600}', '/other']);
  expect(groups.list(scope, '/aws/').map(({ id }) => id)).toEqual(['/aws/a', '/aws/b', '/aws/\u{1f600}']);
  expect(groups.all()).toHaveLength(5);
});

test('a deletion says whether there was anything', () => {
  const roles = store.collection<string>('roles');
  roles.put(scope, 'r', 'x');
  expect(roles.delete(scope, 'r')).toBe(true);
  expect(roles.delete(scope, 'r')).toBe(false);
});

test('a transaction that throws leaves nothing behind, nested ones included', () => {
  const stacks = store.collection<number>('stacks');
  stacks.put(scope, 'before', 1);
  expect(() =>
    store.transaction(() => {
      stacks.put(scope, 'before', 2);
      store.transaction(() => stacks.put(scope, 'inner', 3));
      expect(stacks.get(scope, 'inner')).toBe(3);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(stacks.list(scope)).toEqual([{ id: 'before', value: 1 }]);
});

test('an id that LMDB cannot hold is refused with a sentence', () => {
  expect(() => store.collection('functions').put(scope, 'x'.repeat(2000), 1)).toThrow(/longer than 1500 bytes/);
});

test('what a killed process had written is there', () => {
  const killed = mkdtempSync(join(tmpdir(), 'radiograph-control-plane-'));
  const source = `
    import { openControlPlane } from ${JSON.stringify(new URL('./control-plane.ts', import.meta.url).href)};
    const store = openControlPlane(${JSON.stringify(killed)});
    store.transaction(() => { for (let i = 0; i < 50; i++) store.collection('c').put({ account: '0', region: 'r' }, 'id' + i, i); });
    process.kill(process.pid, 'SIGKILL');`;
  const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', source], { encoding: 'utf8' });
  expect(run.signal, run.stderr).toBe('SIGKILL');
  const reopened = openControlPlane(killed);
  expect(reopened.collection('c').list({ account: '0', region: 'r' })).toHaveLength(50);
  return reopened.close().then(() => rmSync(killed, { recursive: true, force: true }));
});
