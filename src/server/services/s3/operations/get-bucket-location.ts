/** GetBucketLocation. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
import type { GetBucketLocationOutput, GetBucketLocationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { S3 } from '../s3.ts';

/** us-east-1 is said by saying nothing. @throws NoSuchBucket */
export const getBucketLocation =
  (s3: S3): Operation<GetBucketLocationRequest, GetBucketLocationOutput> =>
  (input) => {
    const { region, location = region } = s3.buckets.get(input.Bucket);
    return { LocationConstraint: location === 'us-east-1' ? undefined : (location as 'eu-west-1') };
  };
