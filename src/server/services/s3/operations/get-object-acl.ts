/** GetObjectAcl. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
import type { GetObjectAclOutput, GetObjectAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { S3 } from '../s3.ts';
import { ownerOnly } from './get-bucket-acl.ts';

/** @throws NoSuchBucket, NoSuchKey, NoSuchVersion */
export const getObjectAcl =
  (s3: S3): Operation<GetObjectAclRequest, GetObjectAclOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    s3.objects.version(bucket, input.Key ?? '', input.VersionId);
    return ownerOnly(bucket.account);
  };
