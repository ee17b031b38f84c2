import { expect, it } from 'vitest';
import { type ChecksumAlgorithm, checksumOf, newChecksum } from './checksums.ts';

/** The check values of the catalogue of CRC algorithms, for "123456789". */
it.each([
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
] as const)('%s has its published check value', (algorithm, expected) => {
  expect(Buffer.from(checksumOf(algorithm, Buffer.from('123456789')), 'base64').toString('hex')).toBe(expected);
});

it.each<ChecksumAlgorithm>(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'])('%s is the same piece by piece', (algorithm) => {
  const checksum = newChecksum(algorithm);
  for (const piece of ['1', '2345', '', '6789']) checksum.update(Buffer.from(piece));
  expect(checksum.digest().toString('base64')).toBe(checksumOf(algorithm, Buffer.from('123456789')));
});
