/** One object in a listing. */
import type { _Object, ObjectStorageClass } from '@aws-sdk/client-s3';
import { quoted } from './object-fields.ts';
import type { ObjectRecord, ObjectVersion } from './object-record.ts';

/** Objects whose newest version is a delete marker are not listed. */
export function currentItems(record: ObjectRecord): readonly ObjectVersion[] {
  const [newest] = record.versions;
  return newest && !newest.deleteMarker ? [newest] : [];
}

/** `key` as it is to be printed. */
export function listedObject(key: string, version: ObjectVersion): _Object {
  const algorithms = Object.keys(version.checksums) as 'CRC32'[];
  return {
    Key: key,
    LastModified: new Date(version.lastModified),
    ETag: quoted(version.etag),
    Size: version.size,
    StorageClass: version.storageClass as ObjectStorageClass,
    ChecksumAlgorithm: algorithms.length > 0 ? algorithms : undefined,
    ChecksumType: algorithms.length > 0 ? version.checksumType : undefined,
  };
}
