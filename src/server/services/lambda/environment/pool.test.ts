import { describe, expect, it } from 'vitest';
import type { FunctionVersion } from '../function.ts';
import { ExecutionEnvironment } from './environment.ts';
import { EnvironmentLog } from './output.ts';
import { EnvironmentPool } from './pool.ts';

const version = (name: string, revisionId = '1', memorySize = 128): FunctionVersion =>
  ({
    functionArn: `arn:${name}`,
    version: '$LATEST',
    codeSha256: 'sha',
    revisionId,
    memorySize,
    loggingConfig: { LogFormat: 'Text', LogGroup: name },
  }) as FunctionVersion;

/** Environments without a sandbox: the pool only looks at their state. */
function createPool(memoryMb: number, started: string[] = []): EnvironmentPool {
  const log = new EnvironmentLog({
    sink: { write: async () => undefined },
    tenant: { account: '0', region: 'r' },
    group: 'g',
    stream: 's',
  });
  return new EnvironmentPool({
    memoryMb,
    start: async (wanted) => {
      started.push(wanted.functionArn);
      return new ExecutionEnvironment({
        id: `${started.length}`,
        version: wanted,
        log,
        documents: [],
        expiresAt: Number.POSITIVE_INFINITY,
      });
    },
  });
}

describe('the pool of environments', () => {
  it('gives the most recently used environment of the same version, and a new one when all are busy', async () => {
    const pool = createPool(10_000);
    const first = await pool.acquire(version('f'));
    const second = await pool.acquire(version('f'));
    expect(second).not.toBe(first);
    pool.release(second);
    pool.release(first);
    expect(await pool.acquire(version('f'))).toBe(first);
    expect(await pool.acquire(version('f', '2'))).not.toBe(second);
    await pool.close();
  });

  it('ends the least recently used idle environment when memory is full, and waits when none is idle', async () => {
    const started: string[] = [];
    const pool = createPool(256, started);
    const a = await pool.acquire(version('a'));
    const b = await pool.acquire(version('b'));
    let waited = false;
    const c = pool.acquire(version('c')).then((environment) => {
      waited = true;
      return environment;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(waited).toBe(false);
    pool.release(a);
    const third = await c;
    expect(a.state).toBe('closed');
    expect(b.state).toBe('busy');
    expect(pool.list()).toEqual([b, third]);
    expect(started).toEqual(['arn:a', 'arn:b', 'arn:c']);
    await pool.close();
  });

  it('runs a function that alone is larger than the bound', async () => {
    const pool = createPool(128);
    const large = await pool.acquire(version('large', '1', 10_240));
    expect(large.state).toBe('busy');
    await pool.close();
  });

  it('ends idle environments of a retired function now and busy ones after their invocation', async () => {
    const pool = createPool(10_000);
    const idle = await pool.acquire(version('f'));
    const busy = await pool.acquire(version('f'));
    const other = await pool.acquire(version('g'));
    pool.release(idle);
    pool.release(other);
    await pool.retire('arn:f');
    expect([idle.state, busy.state, other.state]).toEqual(['closed', 'busy', 'idle']);
    pool.release(busy);
    expect(busy.state).toBe('closed');
    await pool.close();
  });

  it('gives the place back when an environment cannot be started', async () => {
    let fail = true;
    const log = new EnvironmentLog({
      sink: { write: async () => undefined },
      tenant: { account: '0', region: 'r' },
      group: 'g',
      stream: 's',
    });
    const pool = new EnvironmentPool({
      memoryMb: 128,
      start: async (wanted) => {
        if (fail) throw new Error('no sandbox');
        return new ExecutionEnvironment({ id: '1', version: wanted, log, documents: [], expiresAt: Number.POSITIVE_INFINITY });
      },
    });
    await expect(pool.acquire(version('f'))).rejects.toThrow('no sandbox');
    fail = false;
    expect((await pool.acquire(version('f'))).state).toBe('busy');
    await pool.close();
  });
});
