/** GetBucketAcl. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
import type { GetBucketAclOutput, GetBucketAclRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { S3 } from '../s3.ts';

/** Access control lists are off, as in every new bucket: the owner has full control. @throws NoSuchBucket */
export const getBucketAcl =
  (s3: S3): Operation<GetBucketAclRequest, GetBucketAclOutput> =>
  (input) =>
    ownerOnly(s3.buckets.get(input.Bucket).account);

export function ownerOnly(account: string): GetBucketAclOutput {
  return {
    Owner: { ID: account },
    Grants: [{ Grantee: { Type: 'CanonicalUser', ID: account }, Permission: 'FULL_CONTROL' }],
  };
}
