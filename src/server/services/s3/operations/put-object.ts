/** PutObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { writeCheck } from '../conditions.ts';
import { checksumMembers, encryptionMembers, quoted, writtenFields, writtenVersionId } from '../object-fields.ts';
import { checkKey } from '../object-record.ts';
import { takeBody } from '../receive-body.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, KeyTooLongError, PreconditionFailed, MetadataTooLarge, InvalidArgument */
export const putObject =
  (s3: S3): Operation<PutObjectRequest, PutObjectOutput> =>
  async (input, call) => {
    const bucket = s3.buckets.get(input.Bucket);
    const key = input.Key ?? '';
    checkKey(key);
    const fields = writtenFields(bucket, input);
    const check = writeCheck(key, input);
    const body = await takeBody(s3.blobs.incoming, input.Body);
    const version = await s3.blobs.keep(body, (blob) =>
      s3.objects.put(
        // Versioning may have been switched on while the body arrived.
        s3.buckets.get(bucket.name),
        key,
        {
          ...fields,
          size: body.size,
          etag: body.md5,
          blobs: [blob],
          checksums: body.checksums,
          checksumType: 'FULL_OBJECT',
        },
        check,
      ),
    );
    const { size, etag, versionId } = version;
    s3.notify(bucket, { name: 'ObjectCreated:Put', key, size, etag, versionId }, call);
    return {
      ETag: quoted(etag),
      VersionId: writtenVersionId(version),
      ...checksumMembers(version.checksums),
      ChecksumType: version.checksumType,
      ...encryptionMembers(version),
    };
  };
