/** Members of answers that AWS sends, or leaves out, in cases that are easily got wrong. */
import type {
  CopyObjectOutput,
  CreateMultipartUploadOutput,
  ListObjectVersionsOutput,
  PutObjectOutput,
  UploadPartOutput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openS3Store, type S3Store } from '../../../../tests/harness/s3-store.ts';

const Bucket = 'answering';
let s3: S3Store;

beforeAll(async () => {
  s3 = openS3Store();
  await s3.call('CreateBucket', { Bucket });
});
afterAll(() => s3.close());

const put = (Key: string, more: object = {}) =>
  s3.call<PutObjectOutput>('PutObject', { Bucket, Key, Body: Buffer.from('0123456789'), ...more });
const refused = (operation: string, input: object) =>
  s3.call(operation, { Bucket, ...input }).then(
    () => undefined,
    (cause: { code: string; members: object }) => ({ code: cause.code, ...cause.members }),
  );
const versioning = (name: string, Status: string) =>
  s3.call('PutBucketVersioning', { Bucket: name, VersioningConfiguration: { Status } });

describe('reading', () => {
  const get = (more: object) => s3.call<object>('HeadObject', { Bucket, Key: 'read', ChecksumMode: 'enabled', ...more });

  it('tells the checksum of a range that is all of the object, and of no other', async () => {
    const { ChecksumCRC64NVME } = await put('read');
    expect(await get({})).toMatchObject({ ChecksumCRC64NVME, ContentRange: undefined });
    expect(await get({ Range: 'bytes=0-100' })).toMatchObject({ ChecksumCRC64NVME, ContentRange: 'bytes 0-9/10' });
    expect(await get({ PartNumber: 1 })).toMatchObject({ ChecksumCRC64NVME, ContentRange: 'bytes 0-9/10' });
    expect(await get({ Range: 'bytes=1-' })).not.toHaveProperty('ChecksumCRC64NVME');
  });

  it('does not heed a time that is still to come', async () => {
    await put('read');
    expect(await get({ IfModifiedSince: new Date(Date.now() + 3_600_000) })).toMatchObject({ ContentLength: 10 });
  });

  it.each(['—', 'a\r\nset-cookie: b'])('answers with no header that HTTP cannot hold: %j', async (value) => {
    await put('read');
    expect(await refused('GetObject', { Key: 'read', ResponseCacheControl: value })).toEqual({
      code: 'InvalidArgument',
      ArgumentName: 'response-cache-control',
      ArgumentValue: value,
    });
  });

  it('gives no object that has to be restored first', async () => {
    await put('cold', { StorageClass: 'DEEP_ARCHIVE' });
    expect(await refused('GetObject', { Key: 'cold' })).toEqual({ code: 'InvalidObjectState', StorageClass: 'DEEP_ARCHIVE' });
    expect(await refused('CopyObject', { Key: 'warm', CopySource: `${Bucket}/cold` })).toMatchObject({
      code: 'ObjectNotInActiveTierError',
    });
  });
});

describe('copying', () => {
  it('takes a plus for a space', async () => {
    await put('two words');
    await s3.call('CopyObject', { Bucket, Key: 'plus', CopySource: `${Bucket}/two+words` });
    expect(await s3.readObject(Bucket, 'plus')).toBe('0123456789');
  });

  it('leaves out where the source leads to', async () => {
    await put('leads', { WebsiteRedirectLocation: '/there', CacheControl: 'no-cache' });
    await s3.call('CopyObject', { Bucket, Key: 'copy', CopySource: `${Bucket}/leads` });
    expect(await s3.call('HeadObject', { Bucket, Key: 'leads' })).toMatchObject({ WebsiteRedirectLocation: '/there' });
    const copied = await s3.call<{ WebsiteRedirectLocation?: string }>('HeadObject', { Bucket, Key: 'copy' });
    expect(copied).toMatchObject({ CacheControl: 'no-cache' });
    expect(copied.WebsiteRedirectLocation).toBeUndefined();
  });
});

describe('versions', () => {
  it('that have no id are not named by writes', async () => {
    const name = 'suspended';
    await s3.call('CreateBucket', { Bucket: name });
    await versioning(name, 'Suspended');
    expect((await put('k', { Bucket: name })).VersionId).toBeUndefined();
    expect(await s3.call('HeadObject', { Bucket: name, Key: 'k' })).toMatchObject({ VersionId: 'null' });
    const copied = await s3.call<CopyObjectOutput>('CopyObject', { Bucket: name, Key: 'c', CopySource: `${name}/k` });
    expect([copied.VersionId, copied.CopySourceVersionId]).toEqual(['null', undefined]);
  });

  it('end with the last one, and a page knows it', async () => {
    const name = 'paged';
    await s3.call('CreateBucket', { Bucket: name });
    await versioning(name, 'Enabled');
    await put('k', { Bucket: name });
    const { VersionId } = await put('k', { Bucket: name });
    const page = { Bucket: name, MaxKeys: 1, KeyMarker: 'k', VersionIdMarker: VersionId };
    const last = await s3.call<ListObjectVersionsOutput>('ListObjectVersions', page);
    expect([last.Versions?.length, last.IsTruncated, last.NextKeyMarker]).toEqual([1, false, undefined]);
    await put('l', { Bucket: name });
    expect(await s3.call('ListObjectVersions', page)).toMatchObject({ IsTruncated: true, NextKeyMarker: 'k' });
  });

  it.each([
    ['GetObjectTagging', 'GET'],
    ['PutObjectTagging', 'PUT'],
    ['DeleteObjectTagging', 'DELETE'],
  ])('have no tags where they are delete markers: %s', async (operation, Method) => {
    const name = `markers-${Method.toLowerCase()}`;
    await s3.call('CreateBucket', { Bucket: name });
    await versioning(name, 'Enabled');
    await s3.call('DeleteObject', { Bucket: name, Key: 'k' });
    const marked = { code: 'MethodNotAllowed', Method, ResourceType: 'DeleteMarker' };
    expect(await refused(operation, { Bucket: name, Key: 'k', Tagging: { TagSet: [] } })).toEqual(marked);
  });
});

describe('listing', () => {
  it('behind a marker below a common prefix leaves out all of the prefix', async () => {
    const name = 'folders';
    await s3.call('CreateBucket', { Bucket: name });
    for (const Key of ['f/a/1', 'f/a/2', 'f/b']) await put(Key, { Bucket: name });
    const below = { Bucket: name, Prefix: 'f/', Delimiter: '/' };
    const seen = { Contents: [{ Key: 'f/b' }], CommonPrefixes: [] };
    expect(await s3.call('ListObjects', { ...below, Marker: 'f/a/1' })).toMatchObject(seen);
    expect(await s3.call('ListObjectVersions', { ...below, KeyMarker: 'f/a/1' })).toMatchObject({
      Versions: [{ Key: 'f/b' }],
      CommonPrefixes: [],
    });
  });

  it('of buckets goes on with a token that is no name', async () => {
    const first = await s3.call<{ ContinuationToken: string; Buckets: { Name: string }[] }>('ListBuckets', { MaxBuckets: 1 });
    expect(first.ContinuationToken).not.toBe(first.Buckets[0]?.Name);
    const second = await s3.call('ListBuckets', { MaxBuckets: 1, ContinuationToken: first.ContinuationToken });
    expect(second).not.toMatchObject({ Buckets: first.Buckets });
  });
});

describe('completing an upload', () => {
  const begin = async (Key: string, more: object = {}) => {
    const { UploadId } = await s3.call<CreateMultipartUploadOutput>('CreateMultipartUpload', { Bucket, Key, ...more });
    const part = { Bucket, Key, UploadId, PartNumber: 1 };
    const headers: Record<string, string> = 'ChecksumAlgorithm' in more ? { 'x-amz-checksum-crc32': '2H9+DA==' } : {};
    const { ETag, ...sums } = await s3.call<UploadPartOutput>('UploadPart', { ...part, Body: await s3.body('test', headers) });
    return { Key, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag, ChecksumCRC32: sums.ChecksumCRC32 }] } };
  };

  it('on a condition conflicts with a write since its beginning, though the condition holds', async () => {
    const { ETag } = await put('raced');
    const upload = await begin('raced');
    await put('raced');
    expect(await refused('CompleteMultipartUpload', { ...upload, IfMatch: ETag })).toEqual({
      code: 'ConditionalRequestConflict',
      Condition: 'If-Match',
      Key: 'raced',
    });
    expect(await s3.call('CompleteMultipartUpload', { Bucket, ...upload })).toMatchObject({ Key: 'raced' });
  });

  it('on a condition conflicts with a deletion, too', async () => {
    await put('gone');
    const upload = await begin('gone');
    await s3.call('DeleteObject', { Bucket, Key: 'gone' });
    expect(await refused('CompleteMultipartUpload', { ...upload, IfNoneMatch: '*' })).toMatchObject({
      code: 'ConditionalRequestConflict',
    });
    expect(await refused('CompleteMultipartUpload', { ...upload, IfMatch: '"x"' })).toMatchObject({ code: 'NoSuchKey' });
  });

  it('takes a checksum of the whole only with its type', async () => {
    const upload = await begin('summed', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const sum = { ...upload, ChecksumCRC32: '2H9+DA==' };
    expect(await refused('CompleteMultipartUpload', sum)).toMatchObject({ code: 'BadDigest' });
    expect(await s3.call('CompleteMultipartUpload', { Bucket, ...sum, ChecksumType: 'FULL_OBJECT' })).toMatchObject({
      ChecksumCRC32: '2H9+DA==',
    });
  });
});

describe('configurations', () => {
  it('of tags that are none remove them', async () => {
    await s3.call('PutBucketTagging', { Bucket, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } });
    await s3.call('PutBucketTagging', { Bucket, Tagging: {} });
    expect(await refused('GetBucketTagging', {})).toMatchObject({ code: 'NoSuchTagSet' });
  });

  it('of blocked access are off where nothing is said', async () => {
    await s3.call('PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
    expect(await s3.call('GetPublicAccessBlock', { Bucket })).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: false,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    });
  });

  it('of lifecycles tell the size that they begin at', async () => {
    const LifecycleConfiguration = { Rules: [{ ID: 'r', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }] };
    const put = (more: object) => s3.call('PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration, ...more });
    expect(await put({})).toEqual({ TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' });
    const size = { TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' };
    await put(size);
    expect(await s3.call('GetBucketLifecycleConfiguration', { Bucket })).toEqual({ ...size, ...LifecycleConfiguration });
    await expect(put({ TransitionDefaultMinimumObjectSize: 'value' })).rejects.toMatchObject({ code: 'InvalidRequest' });
  });

  it('of locations keep the old name of Ireland', async () => {
    await s3.call('CreateBucket', { Bucket: 'old-name', CreateBucketConfiguration: { LocationConstraint: 'EU' } });
    expect(await s3.call('GetBucketLocation', { Bucket: 'old-name' })).toEqual({ LocationConstraint: 'EU' });
    expect(await s3.call('HeadBucket', { Bucket: 'old-name' })).toMatchObject({ BucketRegion: 'eu-west-1' });
  });
});

it('does not know ACLs that are none, nor retention that may be bypassed', async () => {
  expect(await refused('PutObject', { Key: 'acl', Body: Buffer.from(''), ACL: 'fake' })).toEqual({
    code: 'InvalidArgument',
    ArgumentName: 'x-amz-acl',
    ArgumentValue: 'fake',
  });
  expect(await refused('DeleteObject', { Key: 'k', BypassGovernanceRetention: true })).toMatchObject({ code: 'InvalidArgument' });
});

it.each(['foo.-bar', 'foo-.bar', 'a..b', '10.0.0.1', 'xn--a', 'ab', 'Upper', 'x-s3alias', 'under_score', 'x--x-s3'])(
  'makes no bucket called %s',
  async (name) => {
    expect(await refused('CreateBucket', { Bucket: name })).toEqual({ code: 'InvalidBucketName', BucketName: name });
  },
);

it('deletes any object that is there, on the condition *', async () => {
  expect(await refused('DeleteObject', { Key: 'not-there', IfMatch: '*' })).toMatchObject({ code: 'NoSuchKey' });
  await put('there');
  await s3.call('DeleteObject', { Bucket, Key: 'there', IfMatch: '*' });
  expect(await s3.readObject(Bucket, 'there')).toBeUndefined();
});

it('takes the framing out of the encoding, and leaves the rest as it was', async () => {
  await put('encoded', { ContentEncoding: 'aws-chunked, deflate, gzip' });
  expect(await s3.call('HeadObject', { Bucket, Key: 'encoded' })).toMatchObject({ ContentEncoding: 'deflate, gzip' });
});
