/** ListBuckets. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { bucketArn } from '../bucket.ts';
import { errors } from '../errors.ts';
import type { S3 } from '../s3.ts';

/** Those of the caller's account, in all regions; only a request for some of them is told where they are. @throws InvalidArgument */
export const listBuckets =
  (s3: S3): Operation<ListBucketsRequest, ListBucketsOutput> =>
  (input, call) => {
    if (
      input.BucketRegion !== undefined &&
      !/^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:gov-|iso[bef]?-)?(?:north|south|east|west|central)(?:east|west)?-\d$/.test(
        input.BucketRegion,
      )
    )
      throw errors.invalid(`Argument value ${input.BucketRegion} is not a valid AWS Region`, 'bucket-region');
    const after = Buffer.from(input.ContinuationToken ?? '', 'base64').toString('utf8');
    const found = s3.buckets
      .ownedBy(call.account)
      .filter(
        ({ name, region }) =>
          name.startsWith(input.Prefix ?? '') &&
          name > after &&
          (input.BucketRegion === undefined || input.BucketRegion === region),
      );
    const isPaged = [input.MaxBuckets, input.Prefix, input.BucketRegion, input.ContinuationToken].some(
      (given) => given !== undefined,
    );
    const page = found.slice(0, input.MaxBuckets ?? found.length);
    return {
      Buckets: page.map(({ name, created, region }) => ({
        Name: name,
        CreationDate: new Date(created),
        BucketArn: bucketArn(name),
        ...(isPaged ? { BucketRegion: region } : {}),
      })),
      Owner: { ID: call.account },
      ContinuationToken: page.length < found.length ? Buffer.from(page.at(-1)?.name ?? '').toString('base64') : undefined,
      Prefix: input.Prefix,
    };
  };
