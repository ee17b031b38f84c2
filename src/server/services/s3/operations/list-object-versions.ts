/** ListObjectVersions. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { listedObject } from '../listed-object.ts';
import { keyEncoder, pageSize } from '../listing.ts';
import type { S3 } from '../s3.ts';
import { versionPage } from '../version-page.ts';

/** All versions and delete markers, by key, the newest first. @throws NoSuchBucket, InvalidArgument */
export const listObjectVersions =
  (s3: S3): Operation<ListObjectVersionsRequest, ListObjectVersionsOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const encode = keyEncoder(input.EncodingType);
    const { Prefix: prefix = '', Delimiter: delimiter = '' } = input;
    const limit = pageSize(input.MaxKeys);
    if (input.VersionIdMarker !== undefined && input.KeyMarker === undefined)
      throw errors.invalid(
        'A version-id marker cannot be specified without a key marker.',
        'version-id-marker',
        input.VersionIdMarker,
      );
    const page = versionPage(
      { prefix, delimiter, limit, keyMarker: input.KeyMarker ?? '', versionIdMarker: input.VersionIdMarker },
      (from) => s3.objects.scan(bucket, prefix, from),
    );
    const owner = { Owner: { ID: bucket.account } };
    return {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      KeyMarker: encode(input.KeyMarker ?? ''),
      VersionIdMarker: input.VersionIdMarker ?? '',
      EncodingType: input.EncodingType,
      MaxKeys: limit,
      IsTruncated: page.next !== undefined,
      NextKeyMarker: page.next && encode(page.next.key),
      NextVersionIdMarker: page.next?.versionId,
      Versions: page.versions
        .filter(({ version }) => !version.deleteMarker)
        .map(({ key, version, latest }) => ({
          ...listedObject(encode(key), version),
          StorageClass: 'STANDARD',
          VersionId: version.versionId,
          IsLatest: latest,
          ...owner,
        })),
      DeleteMarkers: page.versions
        .filter(({ version }) => version.deleteMarker)
        .map(({ key, version, latest }) => ({
          Key: encode(key),
          VersionId: version.versionId,
          IsLatest: latest,
          LastModified: new Date(version.lastModified),
          ...owner,
        })),
      CommonPrefixes: page.prefixes.map((common) => ({ Prefix: encode(common) })),
    };
  };
