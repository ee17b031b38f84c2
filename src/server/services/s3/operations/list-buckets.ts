/** ListBuckets. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { S3 } from '../s3.ts';

/** Those of the caller's account, in all regions. */
export const listBuckets =
  (s3: S3): Operation<ListBucketsRequest, ListBucketsOutput> =>
  (input, call) => {
    const found = s3.buckets
      .ownedBy(call.account)
      .filter(
        ({ name, region }) =>
          name.startsWith(input.Prefix ?? '') &&
          name > (input.ContinuationToken ?? '') &&
          (input.BucketRegion === undefined || input.BucketRegion === region),
      );
    const page = found.slice(0, input.MaxBuckets ?? found.length);
    return {
      Buckets: page.map(({ name, created, region }) => ({
        Name: name,
        CreationDate: new Date(created),
        ...(input.MaxBuckets === undefined ? {} : { BucketRegion: region }),
      })),
      Owner: { ID: call.account },
      ContinuationToken: page.length < found.length ? page[page.length - 1]?.name : undefined,
      Prefix: input.Prefix,
    };
  };
