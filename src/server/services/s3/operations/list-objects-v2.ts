/** ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { currentItems, listedObject } from '../listed-object.ts';
import { keyEncoder, listPage, pageSize } from '../listing.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, InvalidArgument */
export const listObjectsV2 =
  (s3: S3): Operation<ListObjectsV2Request, ListObjectsV2Output> =>
  (input, call) => {
    const bucket = s3.buckets.get(input.Bucket);
    call.responseHeaders.set('x-amz-bucket-region', bucket.region);
    const encode = keyEncoder(input.EncodingType);
    const { Prefix: prefix = '', Delimiter: delimiter = '' } = input;
    const limit = pageSize(input.MaxKeys);
    if (input.ContinuationToken === '')
      throw errors.invalid('The continuation token provided is incorrect', 'continuation-token');
    const after = input.ContinuationToken === undefined ? (input.StartAfter ?? '') : fromToken(input.ContinuationToken);
    const page = listPage({ prefix, delimiter, after, limit }, (from) => s3.objects.scan(bucket, prefix, from), currentItems);
    return {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      StartAfter: input.StartAfter === undefined || input.ContinuationToken !== undefined ? undefined : encode(input.StartAfter),
      EncodingType: input.EncodingType,
      MaxKeys: limit,
      KeyCount: page.entries.length,
      IsTruncated: page.next !== undefined,
      ContinuationToken: input.ContinuationToken,
      NextContinuationToken: page.next === undefined ? undefined : Buffer.from(page.next).toString('base64'),
      Contents: page.entries.flatMap((entry) =>
        'item' in entry
          ? [{ ...listedObject(encode(entry.key), entry.item), ...(input.FetchOwner ? { Owner: { ID: bucket.account } } : {}) }]
          : [],
      ),
      CommonPrefixes: page.entries.flatMap((entry) => ('prefix' in entry ? [{ Prefix: encode(entry.prefix) }] : [])),
    };
  };

const fromToken = (token: string): string => Buffer.from(token, 'base64').toString('utf8');
