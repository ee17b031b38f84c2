/**
 * `x-amz-expected-bucket-owner`: a bucket of somebody else's is as good as none. Who calls it: service.ts, for every operation.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
import type { Operation } from '../service.ts';
import type { Buckets } from './bucket.ts';
import { errors } from './errors.ts';

interface Owned {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
  readonly CopySource?: string | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/** The operations with that check before them. They throw AccessDenied, or InvalidBucketOwnerAWSAccountID for what is no account. */
export function withOwnerChecks(buckets: Buckets, operations: Readonly<Record<string, Operation>>): Record<string, Operation> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Operation] => [
      name,
      (input, call) => {
        const { Bucket, ExpectedBucketOwner, CopySource = '', ExpectedSourceBucketOwner } = input as Owned;
        checkOwner(buckets, Bucket, ExpectedBucketOwner);
        checkOwner(buckets, /^\/?([^/]+)/.exec(CopySource)?.[1], ExpectedSourceBucketOwner);
        return operation(input, call);
      },
    ]),
  );
}

function checkOwner(buckets: Buckets, name: string | undefined, expected: string | undefined): void {
  if (expected === undefined) return;
  if (!/^\d{12}$/.test(expected)) throw errors.ownerId(expected);
  const bucket = buckets.find(name ?? '');
  if (bucket && bucket.account !== expected) throw errors.owner();
}
