/** CreateBucket. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
import type { CreateBucketOutput, CreateBucketRequest, Tag } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { bucketArn } from '../bucket.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { errors } from '../errors.ts';
import type { S3 } from '../s3.ts';
import { checkTagSet } from '../tagging.ts';

/** @throws InvalidBucketName, BucketAlreadyOwnedByYou, BucketAlreadyExists, InvalidTag, and for a location that does not fit. */
export const createBucket =
  (s3: S3): Operation<CreateBucketRequest, CreateBucketOutput> =>
  (input, call) => {
    const name = input.Bucket ?? '';
    if (input.ObjectLockEnabledForBucket) throw errors.notBuilt('Object Lock');
    const constraint = input.CreateBucketConfiguration?.LocationConstraint;
    const region = regionOf(constraint, call.region);
    const { ObjectOwnership: ownership } = input;
    if (ownership !== undefined && !ownerships.includes(ownership))
      throw errors.invalid(`Invalid x-amz-object-ownership header: ${ownership}`, 'x-amz-object-ownership');
    const tags = input.CreateBucketConfiguration?.Tags ?? [];
    checkOwnTags(tags);
    const known = s3.buckets.find(name);
    // In us-east-1 making a bucket again is no error, for old clients.
    const again = known?.account === call.account && known.region === 'us-east-1' && region === 'us-east-1' && tags.length === 0;
    if (!again) {
      let bucket = s3.buckets.create({ account: call.account, region }, name, constraint === 'EU' ? 'EU' : undefined);
      if (ownership) bucket = putConfiguration(s3, bucket, 'ownership controls', { Rules: [{ ObjectOwnership: ownership }] });
      if (tags.length > 0) putConfiguration(s3, bucket, 'tagging', { TagSet: tags });
    }
    return { Location: `/${name}`, BucketArn: bucketArn(name) };
  };

const ownerships: readonly string[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

/**
 * In us-east-1 a bucket may be made for any region but this one, which has no name as a location.
 * @throws IllegalLocationConstraintException, InvalidLocationConstraint
 */
function regionOf(constraint: string | undefined, own: string): string {
  if (own !== 'us-east-1') {
    if (constraint === own || (constraint === 'EU' && own === 'eu-west-1')) return own;
    throw errors.locationConstraint(constraint ?? 'unspecified');
  }
  if (constraint === undefined) return own;
  if (constraint === 'EU') return 'eu-west-1';
  if (constraint === own || !/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(constraint)) throw errors.noLocation(constraint);
  return constraint;
}

/** @throws InvalidTag in the words of this operation. */
function checkOwnTags(tags: readonly Tag[]): void {
  if (tags.some(({ Key }) => Key?.startsWith('aws:')))
    throw errors.invalidTag(
      `User-defined tag keys can't start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.`,
    );
  checkTagSet(tags, 50);
}
