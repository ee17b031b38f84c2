/** UploadPartCopy. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { ByteRange } from '../byte-range.ts';
import { findCopySource } from '../copy-source.ts';
import { errors } from '../errors.ts';
import { checksumMembers, encryptionMembers, quoted, writtenVersionId } from '../object-fields.ts';
import { writeBody } from '../receive-body.ts';
import type { S3 } from '../s3.ts';
import { checkPartNumber } from './upload-part.ts';

/** @throws NoSuchBucket, NoSuchUpload, NoSuchKey, InvalidArgument, PreconditionFailed */
export const uploadPartCopy =
  (s3: S3): Operation<UploadPartCopyRequest, UploadPartCopyOutput> =>
  async (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const upload = s3.uploads.get(bucket, input.Key ?? '', input.UploadId ?? '');
    const number = checkPartNumber(input.PartNumber);
    const { version } = findCopySource(s3, input);
    const { start, end } = copyRange(input.CopySourceRange, version.size);
    const algorithms = upload.checksumAlgorithm ? [upload.checksumAlgorithm] : [];
    const body = await writeBody(s3.blobs.incoming, s3.blobs.read(version.blobs, start, end), algorithms);
    try {
      const lastModified = s3.now();
      await s3.blobs.keep(body, (blob) =>
        s3.uploads.putPart(bucket, upload, {
          number,
          size: body.size,
          etag: body.md5,
          blobs: [blob],
          checksums: body.checksums,
          lastModified,
        }),
      );
      return {
        CopyPartResult: { ETag: quoted(body.md5), LastModified: new Date(lastModified), ...checksumMembers(body.checksums) },
        CopySourceVersionId: writtenVersionId(version),
        ...encryptionMembers(upload.object),
      };
    } finally {
      await body.discard();
    }
  };

/** Unlike a Range it has to have both ends, and both have to be inside. @throws InvalidArgument, InvalidRequest */
function copyRange(given: string | undefined, size: number): ByteRange {
  if (given === undefined) return { start: 0, end: size };
  const refuse = (message: string) => errors.invalid(message, 'x-amz-copy-source-range', given);
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(given) ?? [];
  if (first === '' || Number(last) < Number(first))
    throw refuse(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  if (Number(first) >= size) throw errors.request('The specified copy range is invalid for the source object size');
  if (Number(last) >= size) throw refuse(`Range specified is not valid for source object of size: ${size}`);
  return { start: Number(first), end: Number(last) + 1 };
}
