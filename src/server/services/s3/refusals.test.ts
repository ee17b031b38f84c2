/** What S3 refuses, in AWS's words and with the members that clients print. */
import type { CreateMultipartUploadOutput, ListMultipartUploadsOutput, PutObjectOutput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openS3Store, type S3Store } from '../../../../tests/harness/s3-store.ts';

const Bucket = 'refusing';
const Key = 'k';
let s3: S3Store;

beforeAll(async () => {
  s3 = openS3Store();
  await s3.call('CreateBucket', { Bucket });
  await s3.call('PutObject', { Bucket, Key, Body: Buffer.from('0123456789') });
});
afterAll(() => s3.close());

const refused = (operation: string, input: object, context: object = {}) =>
  s3.call(operation, { Bucket, ...input }, context).then(
    () => undefined,
    (cause: { code: string; message: string; members: object }) => ({
      code: cause.code,
      message: cause.message,
      ...cause.members,
    }),
  );

describe('conditions of a write', () => {
  const code = 'NotImplemented';
  it.each([
    [{ IfNoneMatch: '"etag"' }, { code, Header: 'If-None-Match' }],
    [{ IfMatch: '*' }, { code, Header: 'If-Match' }],
    [
      { IfMatch: '"etag"', IfNoneMatch: '*' },
      { code, Header: 'If-Match,If-None-Match' },
    ],
    [{ IfNoneMatch: '*' }, { code: 'PreconditionFailed', Condition: 'If-None-Match' }],
  ])('%j', async (conditions, error) => {
    expect(await refused('PutObject', { Key, Body: Buffer.from(''), ...conditions })).toMatchObject(error);
  });
});

describe('the source of a copy', () => {
  const copy = (more: object) => refused('CopyObject', { Key: 'copy', CopySource: `${Bucket}/${Key}`, ...more });
  it.each([
    [{ CopySourceIfMatch: '"x"' }, { code: 'PreconditionFailed', Condition: 'x-amz-copy-source-If-Match' }],
    [{ CopySourceIfNoneMatch: '*' }, { code: 'PreconditionFailed', Condition: 'x-amz-copy-source-If-None-Match' }],
    [{ CopySourceIfUnmodifiedSince: new Date(0) }, { Condition: 'x-amz-copy-source-If-Unmodified-Since' }],
    [{ CopySource: 'nothing' }, { code: 'InvalidArgument', message: 'Invalid copy source object key' }],
  ])('%j', async (more, error) => {
    expect(await copy(more)).toMatchObject(error);
  });

  it.each([
    ['0-8', 'The x-amz-copy-source-range value must be of the form bytes=first-last'],
    ['bytes=1-', 'The x-amz-copy-source-range value must be of the form bytes=first-last'],
    ['bytes=0-100', 'Range specified is not valid for source object of size: 10'],
    ['bytes=100-200', 'The specified copy range is invalid for the source object size'],
  ])('range %s', async (CopySourceRange, message) => {
    const { UploadId } = await s3.call<CreateMultipartUploadOutput>('CreateMultipartUpload', { Bucket, Key: 'u' });
    const input = { Key: 'u', UploadId, PartNumber: 1, CopySource: `${Bucket}/${Key}`, CopySourceRange };
    expect((await refused('UploadPartCopy', input))?.message).toContain(message);
  });
});

describe('versions', () => {
  const made = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';
  const invalid = { code: 'InvalidArgument', message: 'Invalid version id specified', ArgumentValue: made };

  it('that no bucket could have are no ids', async () => {
    expect(await refused('GetObject', { Key, VersionId: made })).toMatchObject(invalid);
    expect(await refused('DeleteObject', { Key, VersionId: made })).toMatchObject(invalid);
    expect(await s3.call('DeleteObjects', { Bucket, Delete: { Objects: [{ Key, VersionId: made }] } })).toMatchObject({
      Errors: [{ Code: 'NoSuchVersion', Key, VersionId: made }],
    });
  });

  it('that are gone are not there, and may be deleted again', async () => {
    const versioned = { Bucket: 'versions', Key };
    await s3.call('CreateBucket', versioned);
    await s3.call('PutBucketVersioning', { ...versioned, VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await s3.call<PutObjectOutput>('PutObject', { ...versioned, Body: Buffer.from('') });
    expect(VersionId).toMatch(/^[A-Za-z0-9._]{32}$/);
    await s3.call('DeleteObject', { ...versioned, VersionId });
    await s3.call('DeleteObject', { ...versioned, VersionId });
    expect(await refused('GetObject', { ...versioned, VersionId })).toMatchObject({ code: 'NoSuchVersion' });
    expect(await refused('PutBucketVersioning', { ...versioned, VersioningConfiguration: {} })).toMatchObject({
      code: 'IllegalVersioningConfigurationException',
    });
  });
});

describe('tags', () => {
  const tagging = (Key: string, Value: string) => ({ Tagging: { TagSet: [{ Key, Value }] } });
  it.each([
    ['PutBucketTagging', tagging('a,b', 'x'), { message: 'The TagKey you have provided is invalid', TagKey: 'a,b' }],
    ['PutBucketTagging', tagging('a', 'x,y'), { message: 'The TagValue you have provided is invalid', TagValue: 'x,y' }],
    ['PutBucketTagging', tagging('aws:a', 'x'), { message: 'System tags cannot be added/updated by requester' }],
    ['PutObjectTagging', { Key, ...tagging('aws:a', 'x') }, { message: 'Your TagKey cannot be prefixed with aws:' }],
    ['PutObject', { Key, Body: Buffer.from(''), Tagging: 'a=1&a=2' }, { code: 'InvalidArgument', ArgumentValue: 'a=1&a=2' }],
  ])('%s %j', async (operation, input, error) => {
    expect(await refused(operation, input)).toMatchObject(error);
  });
});

describe('buckets', () => {
  const at = (region: string, LocationConstraint?: string) =>
    refused('CreateBucket', { Bucket: 'elsewhere', CreateBucketConfiguration: { LocationConstraint } }, { region });
  it('are made where their location says', async () => {
    expect(await at('us-east-2')).toMatchObject({
      code: 'IllegalLocationConstraintException',
      message: 'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
    expect((await at('us-east-2', 'EU'))?.message).toContain('The EU location constraint is incompatible');
    expect(await at('us-east-1', 'us-east-1')).toMatchObject({ code: 'InvalidLocationConstraint' });
    expect(await at('eu-west-1', 'EU')).toBeUndefined();
  });

  it('of others are not touched', async () => {
    expect(await refused('GetBucketLocation', { ExpectedBucketOwner: '000000000000' })).toMatchObject({ code: 'AccessDenied' });
    expect(await refused('GetBucketLocation', { ExpectedBucketOwner: 'abcd' })).toMatchObject({
      code: 'InvalidBucketOwnerAWSAccountID',
    });
    expect(await refused('GetBucketLocation', { ExpectedBucketOwner: s3.tenant.account })).toBeUndefined();
  });

  it('say when a configuration was taken away', async () => {
    expect(await refused('GetPublicAccessBlock', {})).toBeUndefined();
    await s3.call('DeletePublicAccessBlock', { Bucket });
    expect(await refused('GetPublicAccessBlock', {})).toMatchObject({ code: 'NoSuchPublicAccessBlockConfiguration' });
    await s3.call('DeleteBucketOwnershipControls', { Bucket });
    expect(await refused('GetBucketOwnershipControls', {})).toMatchObject({ code: 'OwnershipControlsNotFoundError' });
    expect(await refused('PutBucketPolicy', { Policy: '' })).toMatchObject({ code: 'MalformedPolicy' });
  });
});

it('rolls uploads up under a delimiter, page by page', async () => {
  const other = { Bucket: 'uploads' };
  await s3.call('CreateBucket', other);
  for (const name of ['folder/a/1', 'folder/a/2', 'folder/file']) await s3.call('CreateMultipartUpload', { ...other, Key: name });
  const list = (more: object) =>
    s3.call<ListMultipartUploadsOutput>('ListMultipartUploads', { ...other, Prefix: 'folder/', Delimiter: '/', ...more });
  expect(await list({ MaxUploads: 1 })).toMatchObject({
    IsTruncated: true,
    CommonPrefixes: [{ Prefix: 'folder/a/' }],
    Uploads: [],
  });
  expect(await list({ KeyMarker: 'folder/a/1' })).toMatchObject({ IsTruncated: false, Uploads: [{ Key: 'folder/file' }] });
});
