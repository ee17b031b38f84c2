/** S3 by the AWS SDK for JavaScript v3 and the AWS CLI, against a running server. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsCli, awsCliRun } from '../../harness/clients.ts';
import { startTestServer, type TestServer, temporaryDirectory } from '../../harness/server.ts';

const files = temporaryDirectory();
const Bucket = 'a-bucket';
let server: TestServer;
let s3: S3Client;

const settings = () => ({
  endpoint: server.apiUrl,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const bodyOf = async (Key: string, more: object = {}): Promise<string> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return (await Body?.transformToString()) ?? '';
};

beforeAll(async () => {
  server = await startTestServer();
  s3 = new S3Client({ ...settings(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});

afterAll(async () => {
  await server?.stop();
  files.remove();
});

describe('the SDK for JavaScript', () => {
  it('gives an object back with its headers, metadata and checksum', async () => {
    const Key = 'folder/ü +&?.txt';
    const Body = 'Zoë';
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body,
        ContentType: 'text/x',
        Metadata: { colour: 'red' },
        ChecksumAlgorithm: 'CRC64NVME',
      }),
    );
    const found = await s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(await found.Body?.transformToString()).toBe(Body);
    expect(found).toMatchObject({
      ContentType: 'text/x',
      Metadata: { colour: 'red' },
      ContentLength: 4,
      ETag: `"${createHash('md5').update(Body).digest('hex')}"`,
    });
    expect(found.ChecksumCRC64NVME).toBeDefined();
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256', 'CRC64NVME'] as const)(
    'has its %s accepted, and a wrong one refused',
    async (ChecksumAlgorithm) => {
      const put = (more: object) => s3.send(new PutObjectCommand({ Bucket, Key: 'sum', Body: 'x'.repeat(1000), ...more }));
      const answer = await put({ ChecksumAlgorithm });
      expect(answer[`Checksum${ChecksumAlgorithm}`]).toBeTruthy();
      const wrong = Buffer.from(answer[`Checksum${ChecksumAlgorithm}`] ?? '', 'base64').map((byte) => byte ^ 1);
      await expect(put({ [`Checksum${ChecksumAlgorithm}`]: Buffer.from(wrong).toString('base64') })).rejects.toMatchObject({
        name: 'BadDigest',
      });
    },
  );

  it('keeps a key that ends with a slash apart from the one that does not', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'slash/', Body: 'folder' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'slash', Body: 'file' }));
    expect([await bodyOf('slash/'), await bodyOf('slash')]).toEqual(['folder', 'file']);
  });

  it('reads a range, and is refused one that lies outside', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'range', Body: '0123456789' }));
    expect(await bodyOf('range', { Range: 'bytes=2-4' })).toBe('234');
    expect(await bodyOf('range', { Range: 'bytes=-3' })).toBe('789');
    await expect(bodyOf('range', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('lists with prefix and delimiter, page by page', async () => {
    for (const Key of ['list/a/1', 'list/a/2', 'list/b', 'list/c/1', 'list/d'])
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/', MaxKeys: 1, ContinuationToken: token }),
      );
      seen.push(
        ...(page.Contents ?? []).map(({ Key }) => Key ?? ''),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''),
      );
      token = page.NextContinuationToken;
    } while (token !== undefined);
    expect(seen).toEqual(['list/a/', 'list/b', 'list/c/', 'list/d']);
  });

  it('writes only where the condition holds', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: '1', IfNoneMatch: '*' }));
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: '2', IfNoneMatch: '*' }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    expect(await bodyOf('once')).toBe('1');
  });

  it('keeps versions, and shows the one before when a delete marker is deleted', async () => {
    const versioned = { Bucket: 'versioned-bucket' };
    await s3.send(new CreateBucketCommand(versioned));
    await s3.send(new PutBucketVersioningCommand({ ...versioned, VersioningConfiguration: { Status: 'Enabled' } }));
    const Key = 'k';
    const first = await s3.send(new PutObjectCommand({ ...versioned, Key, Body: 'one' }));
    await s3.send(new PutObjectCommand({ ...versioned, Key, Body: 'two' }));
    const marker = await s3.send(new DeleteObjectCommand({ ...versioned, Key }));
    expect(marker.DeleteMarker).toBe(true);
    await expect(s3.send(new GetObjectCommand({ ...versioned, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await bodyOf(Key, { ...versioned, VersionId: first.VersionId })).toBe('one');
    const all = await s3.send(new ListObjectVersionsCommand(versioned));
    expect([all.Versions?.length, all.DeleteMarkers?.length]).toEqual([2, 1]);
    await s3.send(new DeleteObjectCommand({ ...versioned, Key, VersionId: marker.VersionId }));
    expect(await bodyOf(Key, versioned)).toBe('two');
  });

  it('copies, and deletes many at once', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'from', Body: 'copied' }));
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from` }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'from' }, { Key: 'not-there' }] } }));
    expect(await bodyOf('to')).toBe('copied');
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'from' }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  it.each([`${Bucket}.s3.localhost`, `${Bucket}.localhost`, `${Bucket}.s3.us-east-1.amazonaws.com`])(
    'is found when the bucket is in the name of the host: %s',
    async (host) => {
      await s3.send(new PutObjectCommand({ Bucket, Key: 'hosted/key', Body: 'by host' }));
      const { hostname, port } = new URL(server.apiUrl);
      const authorization =
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
      const body = await new Promise<string>((resolve, reject) => {
        get({ hostname, port, path: '/hosted/key', headers: { host, authorization } }, (response) =>
          text(response).then(resolve, reject),
        ).on('error', reject);
      });
      expect(body).toBe('by host');
    },
  );

  it('says where a bucket is, and stores its policy', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'irish', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'irish' }))).LocationConstraint).toBe('eu-west-1');
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await s3.send(new PutBucketPolicyCommand({ Bucket: 'irish', Policy }));
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket: 'irish' }))).Policy).toBe(Policy);
  });
});

describe('aws s3', () => {
  const aws = (...words: string[]) => awsCliRun(server, words);

  it('makes a bucket, copies 20 MB there and back in parts, and removes all', async () => {
    const bytes = Buffer.alloc(20_000_000, 'radiograph');
    writeFileSync(`${files.path}/large`, bytes);
    await aws('s3', 'mb', 's3://large-bucket');
    await aws('s3', 'cp', `${files.path}/large`, 's3://large-bucket/large');
    await aws('s3', 'cp', 's3://large-bucket/large', `${files.path}/back`);
    expect(readFileSync(`${files.path}/back`).equals(bytes)).toBe(true);
    expect((await awsCli(server, 's3api', 'head-object', '--bucket', 'large-bucket', '--key', 'large')) as object).toMatchObject({
      ContentLength: bytes.length,
    });
    await aws('s3', 'rb', 's3://large-bucket', '--force');
    const { stdout } = await aws('s3', 'ls');
    expect(stdout).not.toContain('large-bucket');
  });

  it('syncs a folder, and takes away what is gone', async () => {
    mkdirSync(`${files.path}/site/deep`, { recursive: true });
    writeFileSync(`${files.path}/site/index.html`, '<p>');
    writeFileSync(`${files.path}/site/deep/a.txt`, 'a');
    await aws('s3', 'sync', `${files.path}/site`, `s3://${Bucket}/site`);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'site/index.html' }));
    await aws('s3', 'sync', `s3://${Bucket}/site`, `${files.path}/site`, '--delete');
    expect([existsSync(`${files.path}/site/index.html`), readFileSync(`${files.path}/site/deep/a.txt`, 'utf8')]).toEqual([
      false,
      'a',
    ]);
  });

  it('signs a link that plain HTTP can read', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'linked', Body: 'by link' }));
    const { stdout } = await aws('s3', 'presign', `s3://${Bucket}/linked`);
    expect(await (await fetch(stdout.trim())).text()).toBe('by link');
  });
});
