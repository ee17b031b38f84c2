/** Fn::Cidr for IPv4. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html */
import { validationError } from '../errors.ts';

/** @param given `[block, count, bits of the host part]`. */
export function cidrBlocks([block, count, bits]: readonly unknown[]): string[] {
  const matched = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(String(block));
  const wanted = Number(count);
  const hostBits = Number(bits ?? 8);
  if (!matched || !Number.isInteger(wanted) || wanted < 1 || wanted > 256 || hostBits < 1 || hostBits > 31) {
    throw validationError(`Template error: Fn::Cidr expects an IPv4 block, a count from 1 to 256 and host bits from 1 to 31.`);
  }
  const [, a, b, c, d, prefix] = matched.map(Number);
  const size = 2 ** (32 - Number(prefix));
  const step = 2 ** hostBits;
  if (step * wanted > size)
    throw validationError(`Template error: Fn::Cidr cannot make ${wanted} blocks of ${step} addresses from ${block}.`);
  const address = Number(a) * 2 ** 24 + Number(b) * 2 ** 16 + Number(c) * 2 ** 8 + Number(d);
  const start = address - (address % size);
  return Array.from({ length: wanted }, (_, index) => {
    const at = start + index * step;
    return `${[24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join('.')}/${32 - hostBits}`;
  });
}
