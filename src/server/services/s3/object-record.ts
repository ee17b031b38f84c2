/**
 * What is stored of objects: one record for a key, with its versions, the newest first; and how versions come and go.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
 */
import { randomBytes } from 'node:crypto';
import type { Collection, ControlPlane } from '../../store/ports.ts';
import type { BlobRef, Blobs } from './blobs.ts';
import type { Bucket } from './bucket.ts';
import type { Checksums } from './checksums.ts';
import { errors } from './errors.ts';

export interface ObjectVersion {
  /** `null` of objects that were written without versioning. */
  readonly versionId: string;
  readonly deleteMarker: boolean;
  /** Epoch milliseconds, on a whole second. */
  readonly lastModified: number;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly blobs: readonly BlobRef[];
  readonly checksums: Checksums;
  readonly checksumType?: 'COMPOSITE' | 'FULL_OBJECT' | undefined;
  /** Sizes of the parts of a multipart upload. */
  readonly parts?: readonly { readonly number: number; readonly size: number; readonly checksums: Checksums }[] | undefined;
  /** `ContentType`, `CacheControl` and the like, as they are given back. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly serverSideEncryption: string;
  readonly kmsKeyId?: string | undefined;
}

export interface ObjectRecord {
  readonly key: string;
  /** The newest first; never empty. */
  readonly versions: readonly ObjectVersion[];
}

export type NewVersion = Omit<ObjectVersion, 'versionId' | 'deleteMarker' | 'lastModified'>;

export interface Removed {
  /** Of the version that is gone, or of the delete marker that was made. */
  readonly versionId?: string | undefined;
  readonly deleteMarker?: boolean | undefined;
  /** What happened, as notifications name it; undefined when nothing was there. */
  readonly event?: 'ObjectRemoved:Delete' | 'ObjectRemoved:DeleteMarkerCreated' | undefined;
}

export interface Objects {
  /** The newest version, if it is no delete marker. */
  current(bucket: Bucket, key: string): ObjectVersion | undefined;
  /** @throws NoSuchKey, NoSuchVersion, InvalidArgument for what is no version's id, MethodNotAllowed for a delete marker that is named. */
  version(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion;
  /** `check` sees the newest version, in the transaction that writes: conditional writes throw from it. */
  put(bucket: Bucket, key: string, version: NewVersion, check?: (current: ObjectVersion | undefined) => void): ObjectVersion;
  /** Replaces a version by one with other tags. */
  amend(bucket: Bucket, key: string, version: ObjectVersion): void;
  remove(
    bucket: Bucket,
    key: string,
    versionId: string | undefined,
    check?: (current: ObjectVersion | undefined) => void,
  ): Removed;
  /** In order of their keys in UTF-8, from the first that is not less than `from`. */
  scan(bucket: Bucket, prefix: string, from?: string): Iterable<ObjectRecord>;
  isEmpty(bucket: Bucket): boolean;
}

/** 32 letters, digits, dots and underscores. The last byte is made of the others, so that a made-up id is known as none. */
export function newVersionId(): string {
  const bytes = randomBytes(24);
  bytes[23] = mixed(bytes);
  return bytes.toString('base64url').replaceAll('-', '.');
}

const mixed = (bytes: Uint8Array): number => bytes.subarray(0, 23).reduce((mix, byte) => mix ^ byte, 0);

function isVersionId(text: string): boolean {
  if (!/^[A-Za-z0-9._]{32}$/.test(text)) return false;
  const bytes = Buffer.from(text.replaceAll('.', '-'), 'base64url');
  return bytes[23] === mixed(bytes);
}

/** @throws InvalidArgument for what no version of the bucket can be called. */
export function checkVersionId(bucket: Bucket, versionId: string): void {
  if (versionId !== 'null' && (bucket.versioning === undefined || !isVersionId(versionId))) throw errors.versionId(versionId);
}

/** Cannot be read before it has been restored. */
export const isArchived = ({ storageClass }: ObjectVersion): boolean =>
  storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';

/** @throws KeyTooLongError */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > 1024) throw errors.keyTooLong(size);
}

/** @param written told of every key that is written or deleted, in the transaction that does it. */
export function openObjects(
  controlPlane: ControlPlane,
  blobs: Blobs,
  now: () => number,
  written: (bucket: Bucket, key: string) => void,
): Objects {
  const records: Collection<ObjectRecord> = controlPlane.collection('s3-object');
  const id = (bucket: Bucket, key: string) => `${bucket.name}/${key}`;
  const seconds = () => Math.floor(now() / 1000) * 1000;

  /** Rewrites the record of a key; blobs of versions that are no longer in it are released. */
  function rewrite(bucket: Bucket, key: string, change: (versions: readonly ObjectVersion[]) => readonly ObjectVersion[]): void {
    checkKey(key);
    const dropped = controlPlane.transaction(() => {
      const before = records.get(bucket, id(bucket, key))?.versions ?? [];
      const after = change(before);
      const gone = before.filter(({ versionId }) => !after.some((version) => version.versionId === versionId));
      const replaced = before.filter((old) => after.some((version) => version.versionId === old.versionId && version !== old));
      const fresh = after.filter((version) => !before.includes(version));
      for (const version of fresh) blobs.retain(version.blobs);
      for (const version of [...gone, ...replaced]) blobs.release(version.blobs);
      if (after.length === 0) records.delete(bucket, id(bucket, key));
      else if (after !== before) records.put(bucket, id(bucket, key), { key, versions: after });
      return [...gone, ...replaced].flatMap((version) => version.blobs);
    });
    blobs.removeUnused(dropped);
  }

  /** The newest version goes first; without versioning it takes the place of the one that is called `null`. */
  const prepend = (bucket: Bucket, versions: readonly ObjectVersion[], version: ObjectVersion) => [
    version,
    ...(bucket.versioning === 'Enabled' ? versions : versions.filter(({ versionId }) => versionId !== 'null')),
  ];
  const idForNew = (bucket: Bucket) => (bucket.versioning === 'Enabled' ? newVersionId() : 'null');

  const self: Objects = {
    current(bucket, key) {
      checkKey(key);
      const newest = records.get(bucket, id(bucket, key))?.versions[0];
      return newest?.deleteMarker ? undefined : newest;
    },
    version(bucket, key, versionId) {
      checkKey(key);
      const versions = records.get(bucket, id(bucket, key))?.versions ?? [];
      const found = versionId === undefined ? versions[0] : versions.find((version) => version.versionId === versionId);
      if (!found && versionId !== undefined) checkVersionId(bucket, versionId);
      if (!found) throw versionId === undefined ? errors.noKey(key) : errors.noVersion(key, versionId);
      if (!found.deleteMarker) return found;
      if (versionId === undefined) throw errors.deleted(key, found.versionId);
      throw errors.markerNotAllowed(new Date(found.lastModified).toUTCString(), found.versionId);
    },
    put(bucket, key, fields, check) {
      const version: ObjectVersion = { ...fields, versionId: idForNew(bucket), deleteMarker: false, lastModified: seconds() };
      rewrite(bucket, key, (versions) => {
        check?.(versions[0]?.deleteMarker ? undefined : versions[0]);
        written(bucket, key);
        return prepend(bucket, versions, version);
      });
      return version;
    },
    amend(bucket, key, version) {
      rewrite(bucket, key, (versions) => versions.map((old) => (old.versionId === version.versionId ? version : old)));
    },
    remove(bucket, key, versionId, check) {
      let removed: Removed = {};
      rewrite(bucket, key, (versions) => {
        const newest = versions[0];
        check?.(newest?.deleteMarker ? undefined : newest);
        written(bucket, key);
        if (versionId !== undefined) {
          const named = versions.find((version) => version.versionId === versionId);
          removed = named?.deleteMarker
            ? { versionId, deleteMarker: true, event: 'ObjectRemoved:Delete' }
            : { versionId, event: named && 'ObjectRemoved:Delete' };
          return named ? versions.filter((version) => version !== named) : versions;
        }
        if (bucket.versioning === undefined) {
          removed = { event: newest && 'ObjectRemoved:Delete' };
          return [];
        }
        const marker = { ...deleteMarker(seconds()), versionId: idForNew(bucket) };
        removed = { versionId: marker.versionId, deleteMarker: true, event: 'ObjectRemoved:DeleteMarkerCreated' };
        return prepend(bucket, versions, marker);
      });
      return removed;
    },
    *scan(bucket, prefix, from = prefix) {
      for (const { value } of records.scan(bucket, id(bucket, prefix), id(bucket, from))) yield value;
    },
    isEmpty(bucket) {
      for (const _ of self.scan(bucket, '')) return false;
      return true;
    },
  };
  return self;
}

function deleteMarker(lastModified: number): ObjectVersion {
  return {
    versionId: 'null',
    deleteMarker: true,
    lastModified,
    size: 0,
    etag: '',
    blobs: [],
    checksums: {},
    headers: {},
    metadata: {},
    tags: {},
    storageClass: 'STANDARD',
    serverSideEncryption: 'AES256',
  };
}
