/** CreateBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { errors } from '../errors.ts';
import type { S3 } from '../s3.ts';

/** @throws InvalidBucketName, BucketAlreadyOwnedByYou, BucketAlreadyExists, IllegalLocationConstraintException */
export const createBucket =
  (s3: S3): Operation<CreateBucketRequest, CreateBucketOutput> =>
  (input, call) => {
    const name = input.Bucket ?? '';
    if (input.ObjectLockEnabledForBucket) throw errors.notBuilt('Object Lock');
    const constraint = input.CreateBucketConfiguration?.LocationConstraint;
    const region = constraint === 'EU' ? 'eu-west-1' : (constraint ?? call.region);
    if (region !== call.region && call.region !== 'us-east-1') throw errors.locationConstraint();
    const known = s3.buckets.find(name);
    // In us-east-1 making a bucket again is no error, for old clients.
    const again = known?.account === call.account && known.region === 'us-east-1' && region === 'us-east-1';
    if (!again) {
      const bucket = s3.buckets.create({ account: call.account, region }, name);
      if (input.ObjectOwnership)
        putConfiguration(s3, bucket, 'ownership controls', { Rules: [{ ObjectOwnership: input.ObjectOwnership }] });
    }
    return { Location: `/${name}` };
  };
