import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { CallContext, Operation } from '../service.ts';
import { createS3 } from './service.ts';

const tenant = { account: '123456789012', region: 'eu-west-1' };
const context: CallContext = {
  service: 's3',
  operation: '',
  ...tenant,
  principal: { account: tenant.account, arn: '', userId: '', accessKeyId: undefined },
  requestId: '',
  headers: {},
  responseHeaders: new Map(),
  signal: new AbortController().signal,
};
let directory: string;
let controlPlane: ControlPlane;

function open() {
  return createS3({
    controlPlane,
    config: resolveConfig({}, {}),
    dataDir: directory,
    invoker: { invoke: () => Promise.reject(new Error('no function')), allows: () => false },
  });
}

const call = async (s3: ReturnType<typeof open>, name: string, input: object): Promise<unknown> =>
  (s3.service.operations[name] as Operation<object>)(input, context);
const kept = () =>
  readdirSync(join(directory, 'objects'), { recursive: true }).filter((name) => /[0-9a-f]{64}$/.test(String(name)));

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-s3-'));
  controlPlane = openControlPlane(join(directory, 'control'));
});

afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});

it('keeps equal bytes once, and until the last object that has them is gone', async () => {
  const s3 = open();
  await call(s3, 'CreateBucket', { Bucket: 'shared' });
  for (const Key of ['a', 'b']) await call(s3, 'PutObject', { Bucket: 'shared', Key, Body: Buffer.from('same') });
  await call(s3, 'CopyObject', { Bucket: 'shared', Key: 'c', CopySource: 'shared/a' });
  expect(kept()).toHaveLength(1);
  await call(s3, 'PutObject', { Bucket: 'shared', Key: 'a', Body: Buffer.from('same') });
  for (const Key of ['a', 'b']) await call(s3, 'DeleteObject', { Bucket: 'shared', Key });
  expect(kept()).toHaveLength(1);
  expect(Buffer.from((await s3.readObject(tenant, 'shared', 'c')) ?? []).toString()).toBe('same');
  await call(s3, 'DeleteObject', { Bucket: 'shared', Key: 'c' });
  expect(kept()).toHaveLength(0);
});

it('has its objects after a restart', async () => {
  const before = open();
  await call(before, 'CreateBucket', { Bucket: 'lasting' });
  await call(before, 'PutObject', { Bucket: 'lasting', Key: 'k', Body: Buffer.from('kept') });
  expect(Buffer.from((await open().readObject(tenant, 'lasting', 'k')) ?? []).toString()).toBe('kept');
});

it('does not delete a bucket that holds something', async () => {
  const s3 = open();
  await call(s3, 'CreateBucket', { Bucket: 'full' });
  await call(s3, 'PutObject', { Bucket: 'full', Key: 'k', Body: Buffer.from('x') });
  await expect(call(s3, 'DeleteBucket', { Bucket: 'full' })).rejects.toMatchObject({ code: 'BucketNotEmpty' });
});
