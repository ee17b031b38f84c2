import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openS3Store, type S3Store } from '../../../../tests/harness/s3-store.ts';

let s3: S3Store;

const kept = () =>
  readdirSync(join(s3.directory, 'objects'), { recursive: true }).filter((name) => /[0-9a-f]{64}$/.test(String(name)));

beforeEach(() => {
  s3 = openS3Store();
});
afterEach(() => s3.close());

it('keeps equal bytes once, and until the last object that has them is gone', async () => {
  await s3.call('CreateBucket', { Bucket: 'shared' });
  for (const Key of ['a', 'b']) await s3.call('PutObject', { Bucket: 'shared', Key, Body: Buffer.from('same') });
  await s3.call('CopyObject', { Bucket: 'shared', Key: 'c', CopySource: 'shared/a' });
  expect(kept()).toHaveLength(1);
  await s3.call('PutObject', { Bucket: 'shared', Key: 'a', Body: Buffer.from('same') });
  for (const Key of ['a', 'b']) await s3.call('DeleteObject', { Bucket: 'shared', Key });
  expect(kept()).toHaveLength(1);
  expect(await s3.readObject('shared', 'c')).toBe('same');
  await s3.call('DeleteObject', { Bucket: 'shared', Key: 'c' });
  expect(kept()).toHaveLength(0);
});

it('has its objects after a restart', async () => {
  await s3.call('CreateBucket', { Bucket: 'lasting' });
  await s3.call('PutObject', { Bucket: 'lasting', Key: 'k', Body: Buffer.from('kept') });
  expect(await s3.reopened().readObject('lasting', 'k')).toBe('kept');
});

it('does not delete a bucket that holds something', async () => {
  await s3.call('CreateBucket', { Bucket: 'full' });
  await s3.call('PutObject', { Bucket: 'full', Key: 'k', Body: Buffer.from('x') });
  await expect(s3.call('DeleteBucket', { Bucket: 'full' })).rejects.toMatchObject({
    code: 'BucketNotEmpty',
    message: 'The bucket you tried to delete is not empty',
  });
  await s3.call('PutBucketVersioning', { Bucket: 'full', VersioningConfiguration: { Status: 'Enabled' } });
  await expect(s3.call('DeleteBucket', { Bucket: 'full' })).rejects.toThrow('You must delete all versions in the bucket.');
});
