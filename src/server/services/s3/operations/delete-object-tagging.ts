/** DeleteObjectTagging. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
import type { DeleteObjectTaggingOutput, DeleteObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { versionIdOf } from '../object-fields.ts';
import type { S3 } from '../s3.ts';
import { taggedVersion } from '../tagged-version.ts';

/** @throws NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed */
export const deleteObjectTagging =
  (s3: S3): Operation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const version = taggedVersion(s3, input, 'DELETE');
    s3.objects.amend(bucket, input.Key ?? '', { ...version, tags: {} });
    return { VersionId: versionIdOf(bucket, version) };
  };
