/** Which checksums an object has after it was put, uploaded in parts, or copied. */
import { createHash } from 'node:crypto';
import type {
  CompleteMultipartUploadOutput,
  CopyObjectOutput,
  CreateMultipartUploadOutput,
  GetObjectAttributesOutput,
  HeadObjectOutput,
  PutObjectOutput,
  UploadPartOutput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openS3Store, type S3Store } from '../../../../tests/harness/s3-store.ts';
import { type ChecksumAlgorithm, checksumHeader, checksumOf } from './checksums.ts';

const Bucket = 'sums';
let s3: S3Store;
const text = 'hello world';
const sum = (algorithm: ChecksumAlgorithm, of = text) => checksumOf(algorithm, Buffer.from(of));
const head = (Key: string, more: object = {}) =>
  s3.call<HeadObjectOutput>('HeadObject', { Bucket, Key, ChecksumMode: 'ENABLED', ...more });
const put = async (Key: string, headers: Record<string, string>) =>
  s3.call<PutObjectOutput>('PutObject', { Bucket, Key, Body: await s3.body(text, headers) });

beforeAll(async () => {
  s3 = openS3Store();
  await s3.call('CreateBucket', { Bucket });
});
afterAll(() => s3.close());

describe('an object that is put', () => {
  it('has the checksum that came with it', async () => {
    const answer = await put('sent', { [checksumHeader('SHA256')]: sum('SHA256') });
    expect(answer).toMatchObject({ ChecksumSHA256: sum('SHA256'), ChecksumType: 'FULL_OBJECT' });
    expect(await head('sent')).toMatchObject({ ChecksumSHA256: sum('SHA256'), ChecksumType: 'FULL_OBJECT' });
  });

  it('has CRC64NVME where none came, or one was only named', async () => {
    await put('none', {});
    await put('named', { 'x-amz-sdk-checksum-algorithm': 'SHA256' });
    for (const Key of ['none', 'named']) expect(await head(Key)).toMatchObject({ ChecksumCRC64NVME: 'jSnVw/bqjr4=' });
  });

  it.each([
    [{ [checksumHeader('CRC32')]: 'wrong' }, 'InvalidRequest', 'Value for x-amz-checksum-crc32 header is invalid.'],
    [
      { [checksumHeader('CRC32')]: sum('CRC32', 'x') },
      'BadDigest',
      'The CRC32 you specified did not match the calculated checksum.',
    ],
    [
      { [checksumHeader('SHA1')]: sum('SHA1'), [checksumHeader('CRC32')]: sum('CRC32') },
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    ],
    [{ 'content-md5': '__invalid__' }, 'InvalidDigest', 'The Content-MD5 you specified was invalid.'],
  ])('is refused with %j', async (headers, code, message) => {
    await expect(put('refused', headers as Record<string, string>)).rejects.toMatchObject({ code, message });
  });
});

describe('an object that is uploaded in parts', () => {
  const begin = (Key: string, more: object) =>
    s3.call<CreateMultipartUploadOutput>('CreateMultipartUpload', { Bucket, Key, ...more });
  const upload = async (Key: string, UploadId: string | undefined, headers: Record<string, string>) =>
    s3.call<UploadPartOutput>('UploadPart', { Bucket, Key, UploadId, PartNumber: 1, Body: await s3.body(text, headers) });
  const complete = (Key: string, UploadId: string | undefined, part: object, more: object = {}) =>
    s3.call<CompleteMultipartUploadOutput>('CompleteMultipartUpload', {
      ...{ Bucket, Key, UploadId, ...more },
      MultipartUpload: { Parts: [{ PartNumber: 1, ...part }] },
    });

  it('has a composite one of its parts, and a whole one once it is copied', async () => {
    const { UploadId } = await begin('parts', { ChecksumAlgorithm: 'SHA256' });
    const { ETag, ChecksumSHA256 } = await upload('parts', UploadId, { [checksumHeader('SHA256')]: sum('SHA256') });
    await expect(complete('parts', UploadId, { ETag })).rejects.toThrow('It was missing for part 1 in the request.');
    await expect(complete('parts', UploadId, { ETag, ChecksumSHA256 }, { ChecksumType: 'FULL_OBJECT' })).rejects.toThrow(
      'The upload was created using the COMPOSITE checksum mode.',
    );
    const whole = createHash('sha256')
      .update(Buffer.from(ChecksumSHA256 ?? '', 'base64'))
      .digest('base64');
    expect(await complete('parts', UploadId, { ETag, ChecksumSHA256 })).toMatchObject({
      ChecksumSHA256: `${whole}-1`,
      ChecksumType: 'COMPOSITE',
    });
    expect(await head('parts', { PartNumber: 1 })).toMatchObject({ ChecksumSHA256, PartsCount: 1 });
    const attributes = { Bucket, Key: 'parts', ObjectAttributes: ['Checksum', 'ObjectParts'] };
    expect(await s3.call<GetObjectAttributesOutput>('GetObjectAttributes', attributes)).toMatchObject({
      Checksum: { ChecksumSHA256: whole },
      ObjectParts: { TotalPartsCount: 1, Parts: [{ PartNumber: 1, ChecksumSHA256 }] },
    });
    const { CopyObjectResult } = await s3.call<CopyObjectOutput>('CopyObject', {
      Bucket,
      Key: 'copy',
      CopySource: `${Bucket}/parts`,
    });
    expect(CopyObjectResult).toMatchObject({
      ChecksumSHA256: sum('SHA256'),
      ChecksumType: 'FULL_OBJECT',
      ETag: `"${createHash('md5').update(text).digest('hex')}"`,
    });
  });

  it('has CRC64NVME where the upload names none', async () => {
    const { UploadId } = await begin('plain', {});
    const { ETag } = await upload('plain', UploadId, {});
    const ChecksumCRC64NVME = sum('CRC64NVME');
    await expect(complete('plain', UploadId, { ETag, ChecksumCRC64NVME })).rejects.toMatchObject({ code: 'InvalidPart' });
    expect(await complete('plain', UploadId, { ETag })).toMatchObject({ ChecksumCRC64NVME, ChecksumType: 'FULL_OBJECT' });
  });

  it('takes no part with another checksum', async () => {
    const { UploadId } = await begin('other', { ChecksumAlgorithm: 'CRC32C' });
    await expect(upload('other', UploadId, {})).rejects.toThrow(
      'Checksum Type mismatch occurred, expected checksum Type: crc32c, actual checksum Type: null',
    );
  });

  it.each([
    [{ ChecksumAlgorithm: 'MD5' }, 'Checksum algorithm provided is unsupported.'],
    [{ ChecksumType: 'COMPOSITE' }, 'can only be used with the x-amz-checksum-algorithm header'],
    [{ ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' }, 'The FULL_OBJECT checksum type cannot be used with the sha1'],
    [
      { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' },
      'The COMPOSITE checksum type cannot be used with the crc64nvme',
    ],
  ])('is not begun with %j', async (input, message) => {
    await expect(begin('x', input)).rejects.toThrow(message);
  });
});

it('gets another checksum when a copy asks for it', async () => {
  await put('source', {});
  const { CopyObjectResult } = await s3.call<CopyObjectOutput>('CopyObject', {
    ...{ Bucket, Key: 'target', CopySource: `${Bucket}/source`, ChecksumAlgorithm: 'SHA1' },
  });
  expect(CopyObjectResult).toMatchObject({ ChecksumSHA1: sum('SHA1') });
});
