/** UploadPart. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { checksumMembers, encryptionMembers, quoted } from '../object-fields.ts';
import { takeBody } from '../receive-body.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, NoSuchUpload, InvalidArgument, InvalidRequest */
export const uploadPart =
  (s3: S3): Operation<UploadPartRequest, UploadPartOutput> =>
  async (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const upload = s3.uploads.get(bucket, input.Key ?? '', input.UploadId ?? '');
    const number = checkPartNumber(input.PartNumber);
    const body = await takeBody(s3.blobs.incoming, input.Body);
    const { checksumAlgorithm: wanted } = upload;
    if (wanted !== undefined && body.sent !== wanted) {
      await body.discard();
      throw errors.request(
        `Checksum Type mismatch occurred, expected checksum Type: ${wanted.toLowerCase()}, actual checksum Type: ${body.sent?.toLowerCase() ?? 'null'}`,
      );
    }
    await s3.blobs.keep(body, (blob) =>
      s3.uploads.putPart(bucket, upload, {
        number,
        size: body.size,
        etag: body.md5,
        blobs: [blob],
        // An upload without an algorithm keeps no checksums of its parts.
        checksums: wanted === undefined ? {} : body.checksums,
        lastModified: s3.now(),
      }),
    );
    return {
      ETag: quoted(body.md5),
      ...(body.sent === undefined ? {} : checksumMembers(body.checksums)),
      ...encryptionMembers(upload.object),
    };
  };

export function checkPartNumber(number: number | undefined): number {
  if (number === undefined || !Number.isInteger(number) || number < 1 || number > 10_000)
    throw errors.invalid('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', number);
  return number;
}
