/** GetObjectTagging. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
import type { GetObjectTaggingOutput, GetObjectTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { versionIdOf } from '../object-fields.ts';
import type { S3 } from '../s3.ts';
import { taggedVersion } from '../tagged-version.ts';
import { toTagSet } from '../tagging.ts';

/** @throws NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed */
export const getObjectTagging =
  (s3: S3): Operation<GetObjectTaggingRequest, GetObjectTaggingOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const version = taggedVersion(s3, input, 'GET');
    return { TagSet: toTagSet(version.tags), VersionId: versionIdOf(bucket, version) };
  };
