/** What a copy says of its bytes: a copy is always one piece, whatever its source was. Who calls it: CopyObject. */
import { createHash } from 'node:crypto';
import { type ChecksumAlgorithm, isChecksumAlgorithm, newChecksum } from './checksums.ts';
import { errors } from './errors.ts';
import type { NewVersion, ObjectVersion } from './object-record.ts';
import type { S3 } from './s3.ts';

/**
 * Reads the bytes only where the source does not say it already: when it came in parts, or has another checksum.
 * @param wanted undefined: that of the source. @throws InvalidRequest for what is no algorithm.
 */
export async function copiedDigests(
  s3: S3,
  source: ObjectVersion,
  wanted: string | undefined,
): Promise<Pick<NewVersion, 'etag' | 'checksums' | 'checksumType'>> {
  if (wanted !== undefined && !isChecksumAlgorithm(wanted)) throw errors.checksumAlgorithm();
  const [present] = Object.keys(source.checksums) as ChecksumAlgorithm[];
  const algorithm = wanted ?? present ?? 'CRC64NVME';
  const checksumType = 'FULL_OBJECT';
  if (!source.parts && algorithm === present) return { etag: source.etag, checksums: source.checksums, checksumType };
  const md5 = createHash('md5');
  const checksum = newChecksum(algorithm);
  for await (const bytes of s3.blobs.read(source.blobs, 0, source.size)) {
    md5.update(bytes as Uint8Array);
    checksum.update(bytes as Uint8Array);
  }
  return { etag: md5.digest('hex'), checksums: { [algorithm]: checksum.digest().toString('base64') }, checksumType };
}
