/** ListObjects. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
import type { ListObjectsOutput, ListObjectsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { currentItems, listedObject } from '../listed-object.ts';
import { behindCommonPrefix, keyEncoder, listPage, pageSize } from '../listing.ts';
import type { S3 } from '../s3.ts';

/** The first version of the operation: a page begins after a marker. @throws NoSuchBucket, InvalidArgument */
export const listObjects =
  (s3: S3): Operation<ListObjectsRequest, ListObjectsOutput> =>
  (input, call) => {
    const bucket = s3.buckets.get(input.Bucket);
    call.responseHeaders.set('x-amz-bucket-region', bucket.region);
    const encode = keyEncoder(input.EncodingType);
    const { Prefix: prefix = '', Delimiter: delimiter = '', Marker: marker = '' } = input;
    const after = behindCommonPrefix(marker, prefix, delimiter);
    const limit = pageSize(input.MaxKeys);
    const page = listPage({ prefix, delimiter, after, limit }, (from) => s3.objects.scan(bucket, prefix, from), currentItems);
    return {
      Name: bucket.name,
      Prefix: encode(prefix),
      Marker: encode(marker),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: input.EncodingType,
      MaxKeys: limit,
      IsTruncated: page.next !== undefined,
      NextMarker: page.next !== undefined && delimiter !== '' ? encode(page.next) : undefined,
      Contents: page.entries.flatMap((entry) =>
        'item' in entry ? [{ ...listedObject(encode(entry.key), entry.item), Owner: { ID: bucket.account } }] : [],
      ),
      CommonPrefixes: page.entries.flatMap((entry) => ('prefix' in entry ? [{ Prefix: encode(entry.prefix) }] : [])),
    };
  };
