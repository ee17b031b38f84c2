/** GetObjectAttributes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { pageSize } from '../listing.ts';
import { checksumMembers, versionIdOf } from '../object-fields.ts';
import type { ObjectVersion } from '../object-record.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, NoSuchKey, NoSuchVersion */
export const getObjectAttributes =
  (s3: S3): Operation<GetObjectAttributesRequest, GetObjectAttributesOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const version = s3.objects.version(bucket, input.Key ?? '', input.VersionId);
    const wanted = new Set<string>(input.ObjectAttributes ?? []);
    const checksums = checksumMembers(version.checksums);
    return {
      LastModified: new Date(version.lastModified),
      VersionId: versionIdOf(bucket, version),
      ETag: wanted.has('ETag') ? version.etag : undefined,
      ObjectSize: wanted.has('ObjectSize') ? version.size : undefined,
      StorageClass: wanted.has('StorageClass') ? (version.storageClass as 'STANDARD') : undefined,
      Checksum:
        wanted.has('Checksum') && version.checksumType
          ? { ...withoutCount(checksums), ChecksumType: version.checksumType }
          : undefined,
      ObjectParts: wanted.has('ObjectParts') ? partsOf(version, input) : undefined,
    };
  };

/** A composite checksum stands here without the number of its parts. */
const withoutCount = (checksums: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(checksums).map(([name, value]) => [name, value.replace(/-\d+$/, '')]));

/** Only parts that have checksums of their own are listed; of others S3 says how many there are. */
function partsOf(
  { parts, checksumType }: ObjectVersion,
  { MaxParts, PartNumberMarker }: GetObjectAttributesRequest,
): GetObjectAttributesOutput['ObjectParts'] {
  if (!parts) return undefined;
  if (checksumType !== 'COMPOSITE') return { TotalPartsCount: parts.length };
  const after = Number(PartNumberMarker ?? 0);
  const found = parts.filter(({ number }) => number > after);
  const page = found.slice(0, pageSize(MaxParts));
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    IsTruncated: page.length < found.length,
    MaxParts: pageSize(MaxParts),
    Parts: page.map(({ number, size, checksums }) => ({ PartNumber: number, Size: size, ...checksumMembers(checksums) })),
  };
}
