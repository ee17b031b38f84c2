/** GetObjectAttributes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { checksumMembers, versionIdOf } from '../object-fields.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, NoSuchKey, NoSuchVersion */
export const getObjectAttributes =
  (s3: S3): Operation<GetObjectAttributesRequest, GetObjectAttributesOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const version = s3.objects.version(bucket, input.Key ?? '', input.VersionId);
    const wanted = new Set<string>(input.ObjectAttributes ?? []);
    const parts = version.parts;
    return {
      LastModified: new Date(version.lastModified),
      VersionId: versionIdOf(bucket, version),
      ETag: wanted.has('ETag') ? version.etag : undefined,
      ObjectSize: wanted.has('ObjectSize') ? version.size : undefined,
      StorageClass: wanted.has('StorageClass') ? (version.storageClass as 'STANDARD') : undefined,
      Checksum:
        wanted.has('Checksum') && version.checksumType
          ? { ...checksumMembers(version.checksums), ChecksumType: version.checksumType }
          : undefined,
      ObjectParts:
        wanted.has('ObjectParts') && parts
          ? {
              TotalPartsCount: parts.length,
              IsTruncated: false,
              MaxParts: 1000,
              Parts: parts.map(({ number, size, checksums }) => ({
                PartNumber: number,
                Size: size,
                ...checksumMembers(checksums),
              })),
            }
          : undefined,
    };
  };
