/** PutObjectTagging. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
import type { PutObjectTaggingOutput, PutObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { versionIdOf } from '../object-fields.ts';
import type { S3 } from '../s3.ts';
import { taggedVersion } from '../tagged-version.ts';
import { checkTagSet } from '../tagging.ts';

/** @throws NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidTag */
export const putObjectTagging =
  (s3: S3): Operation<PutObjectTaggingRequest, PutObjectTaggingOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const version = taggedVersion(s3, input, 'PUT');
    s3.objects.amend(bucket, input.Key ?? '', { ...version, tags: checkTagSet(input.Tagging?.TagSet ?? [], 10) });
    return { VersionId: versionIdOf(bucket, version) };
  };
