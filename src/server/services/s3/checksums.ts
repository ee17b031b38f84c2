/**
 * The checksums that clients send beside their objects, computed while the body arrives.
 *
 * Who calls it: the body receiver, CompleteMultipartUpload.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** Base64 of the big-endian value, by algorithm. */
export type Checksums = Readonly<Partial<Record<ChecksumAlgorithm, string>>>;

export interface Checksum {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** The member of inputs and outputs: `ChecksumCRC32`. */
export const checksumMember = (algorithm: ChecksumAlgorithm): `Checksum${ChecksumAlgorithm}` => `Checksum${algorithm}`;

const lengths: Readonly<Record<ChecksumAlgorithm, number>> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };

/** Bytes. */
export const checksumLength = (algorithm: ChecksumAlgorithm): number => lengths[algorithm];

export function isChecksumAlgorithm(name: string | undefined): name is ChecksumAlgorithm {
  return checksumAlgorithms.some((algorithm) => algorithm === name);
}

export function newChecksum(algorithm: ChecksumAlgorithm): Checksum {
  switch (algorithm) {
    case 'SHA1':
    case 'SHA256':
      return createHash(algorithm.toLowerCase());
    case 'CRC32': {
      let value = 0;
      return {
        update: (bytes) => {
          value = crc32(bytes, value);
        },
        digest: () => bigEndian(value),
      };
    }
    case 'CRC32C':
      return crc32c();
    case 'CRC64NVME':
      return crc64nvme();
  }
}

/** Those of a whole body in memory. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  const checksum = newChecksum(algorithm);
  checksum.update(bytes);
  return checksum.digest().toString('base64');
}

function bigEndian(...words: number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => {
    bytes.writeUInt32BE(word >>> 0, index * 4);
  });
  return bytes;
}

/** CRC-32/ISCSI: the Castagnoli polynomial, reflected. */
const crc32cTable = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

function crc32c(): Checksum {
  let value = 0xffffffff;
  return {
    update: (bytes) => {
      for (const byte of bytes) value = (value >>> 8) ^ (crc32cTable[(value ^ byte) & 0xff] ?? 0);
    },
    digest: () => bigEndian(value ^ 0xffffffff),
  };
}

/** CRC-64/NVME, reflected, in two halves: BigInt would be a hundred times slower. */
const crc64High = new Uint32Array(256);
const crc64Low = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let high = 0;
  let low = byte;
  for (let bit = 0; bit < 8; bit++) {
    const odd = low & 1;
    low = ((low >>> 1) | (high << 31)) >>> 0;
    high >>>= 1;
    if (odd) {
      high = (high ^ 0x9a6c9329) >>> 0;
      low = (low ^ 0xac4bc9b5) >>> 0;
    }
  }
  crc64High[byte] = high;
  crc64Low[byte] = low;
}

function crc64nvme(): Checksum {
  let high = 0xffffffff;
  let low = 0xffffffff;
  return {
    update: (bytes) => {
      for (const byte of bytes) {
        const index = (low ^ byte) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (crc64Low[index] ?? 0);
        high = (high >>> 8) ^ (crc64High[index] ?? 0);
      }
    },
    digest: () => bigEndian(high ^ 0xffffffff, low ^ 0xffffffff),
  };
}
