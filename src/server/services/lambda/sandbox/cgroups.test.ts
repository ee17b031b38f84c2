import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownCgroups, prepareCgroups } from './cgroups.ts';

describe('cgroups', () => {
  it('finds this process in both versions, also where a container sees a part of the hierarchy', () => {
    const mounts = [
      '33 31 0:30 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory',
      '34 31 0:31 /docker/abc /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct',
      '35 31 0:32 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
      '36 31 0:33 / /tmp rw - tmpfs tmpfs rw',
    ].join('\n');
    const own = '4:memory:/user.slice\n3:cpu,cpuacct:/docker/abc/inner\n0::/\n';
    expect([...ownCgroups({ mounts, own })]).toEqual([
      ['memory', '/sys/fs/cgroup/memory/user.slice'],
      ['cpu', '/sys/fs/cgroup/cpu,cpuacct/inner'],
      ['cpuacct', '/sys/fs/cgroup/cpu,cpuacct/inner'],
      ['unified', '/sys/fs/cgroup/unified'],
    ]);
  });

  it('leaves it to the watchdog where there is no hierarchy, or none to write to', async () => {
    const mounts =
      '33 31 0:30 / /nowhere/memory rw - cgroup cgroup rw,memory\n35 31 0:32 / /nowhere/unified rw - cgroup2 cgroup2 rw';
    for (const sources of [
      { mounts: '', own: '' },
      { mounts, own: '4:memory:/\n0::/\n' },
    ]) {
      const cgroups = prepareCgroups(sources);
      expect(cgroups.kind).toBe('watchdog');
      expect(cgroups.create('one', { memoryBytes: 1, tmpBytes: 1 })).toBeUndefined();
      await cgroups.close();
    }
  });

  describe('in a directory that stands for a hierarchy of version 1', () => {
    let root: string;
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), 'radiograph-cgroups-'));
      mkdirSync(join(root, 'server'));
    });
    afterEach(() => rmSync(root, { recursive: true }));

    const sources = () => ({ mounts: `33 31 0:30 / ${root} rw - cgroup cgroup rw,memory`, own: '4:memory:/server\n' });

    it('makes one group for the server and one in it for each environment, below its own, and removes them', async () => {
      const cgroups = prepareCgroups(sources(), () => true);
      expect(cgroups.kind).toBe('cgroup1');
      const cgroup = cgroups.create('one', { memoryBytes: 1, tmpBytes: 1 });
      const [procs = ''] = cgroup?.procs ?? [];
      expect(procs.startsWith(join(root, 'server', `radiograph-${process.pid}-`))).toBe(true);
      expect(cgroup?.freezer).toBeUndefined();
      await cgroup?.remove();
      await cgroups.close();
      expect(existsSync(join(procs, '../..'))).toBe(false);
    });

    it('is done without where processes may not be moved', async () => {
      const cgroups = prepareCgroups(sources(), () => false);
      expect(cgroups.kind).toBe('watchdog');
      expect(cgroups.create('one', { memoryBytes: 1, tmpBytes: 1 })).toBeUndefined();
      await cgroups.close();
    });

    it('removes what a killed server has left, and nothing of a living one', async () => {
      const dead = join(root, 'server', 'radiograph-999999999-1');
      const living = join(root, 'server', `radiograph-${process.ppid}-1`);
      for (const group of [dead, living]) mkdirSync(join(group, 'environment'), { recursive: true });
      await prepareCgroups(sources(), () => true).close();
      expect([existsSync(dead), existsSync(living)]).toEqual([false, true]);
    });
  });
});
