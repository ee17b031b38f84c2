/**
 * Multipart uploads that are under way, and their parts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
import type { ControlPlane } from '../../store/ports.ts';
import type { BlobRef, Blobs } from './blobs.ts';
import type { Bucket } from './bucket.ts';
import type { ChecksumAlgorithm, Checksums } from './checksums.ts';
import { errors } from './errors.ts';
import type { NewVersion } from './object-record.ts';

export interface Upload {
  readonly id: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly initiated: number;
  readonly checksumAlgorithm?: ChecksumAlgorithm | undefined;
  readonly checksumType?: 'COMPOSITE' | 'FULL_OBJECT' | undefined;
  /** The key was written, or deleted, since the upload began. */
  readonly overtaken?: boolean | undefined;
  /** What the finished object will have, beside its bytes. */
  readonly object: Pick<NewVersion, 'headers' | 'metadata' | 'tags' | 'storageClass' | 'serverSideEncryption' | 'kmsKeyId'>;
}

export interface Part {
  readonly number: number;
  readonly size: number;
  /** Hex MD5. */
  readonly etag: string;
  readonly blobs: readonly BlobRef[];
  readonly checksums: Checksums;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

export interface Uploads {
  create(bucket: Bucket, upload: Upload): void;
  /** @throws NoSuchUpload also when it is of another key. */
  get(bucket: Bucket, key: string, id: string): Upload;
  /** In order of key, then of start. */
  list(bucket: Bucket): Upload[];
  putPart(bucket: Bucket, upload: Upload, part: Part): void;
  /** In order of their numbers. */
  parts(bucket: Bucket, upload: Upload): Part[];
  /** Notes in the uploads of the key that it was written otherwise. Inside a transaction. */
  overtake(bucket: Bucket, key: string): void;
  /** Forgets the upload and its parts; blobs that an object has retained stay. `also` runs in the same transaction. */
  end<Result>(bucket: Bucket, upload: Upload, also: () => Result): Result;
}

const partId = (bucket: Bucket, upload: string, number: number) => `${bucket.name}/${upload}/${String(number).padStart(5, '0')}`;

export function openUploads(controlPlane: ControlPlane, blobs: Blobs): Uploads {
  const uploads = controlPlane.collection<Upload>('s3-upload');
  const parts = controlPlane.collection<Part>('s3-part');
  const self: Uploads = {
    create: (bucket, upload) => uploads.put(bucket, `${bucket.name}/${upload.id}`, upload),
    get(bucket, key, id) {
      const upload = id.length > 200 ? undefined : uploads.get(bucket, `${bucket.name}/${id}`);
      if (!upload || upload.key !== key) throw errors.noUpload(id);
      return upload;
    },
    list: (bucket) =>
      uploads
        .list(bucket, `${bucket.name}/`)
        .map(({ value }) => value)
        .sort((left, right) => Buffer.compare(Buffer.from(left.key), Buffer.from(right.key)) || left.initiated - right.initiated),
    overtake(bucket, key) {
      for (const { value: upload } of uploads.list(bucket, `${bucket.name}/`))
        if (upload.key === key && !upload.overtaken)
          uploads.put(bucket, `${bucket.name}/${upload.id}`, { ...upload, overtaken: true });
    },
    putPart(bucket, upload, part) {
      const id = partId(bucket, upload.id, part.number);
      const replaced = controlPlane.transaction(() => {
        self.get(bucket, upload.key, upload.id);
        const before = parts.get(bucket, id)?.blobs ?? [];
        blobs.retain(part.blobs);
        blobs.release(before);
        parts.put(bucket, id, part);
        return before;
      });
      blobs.removeUnused(replaced);
    },
    parts: (bucket, upload) => parts.list(bucket, `${bucket.name}/${upload.id}/`).map(({ value }) => value),
    end(bucket, upload, also) {
      const stored = self.parts(bucket, upload);
      const result = controlPlane.transaction(() => {
        self.get(bucket, upload.key, upload.id);
        const made = also();
        for (const part of stored) {
          blobs.release(part.blobs);
          parts.delete(bucket, partId(bucket, upload.id, part.number));
        }
        uploads.delete(bucket, `${bucket.name}/${upload.id}`);
        return made;
      });
      blobs.removeUnused(stored.flatMap((part) => part.blobs));
      return result;
    },
  };
  return self;
}
