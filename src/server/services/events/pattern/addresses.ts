/** IP addresses and their ranges, for the pattern operator `cidr`. */
import { isIPv4, isIPv6 } from 'node:net';
import type { AddressRange } from './nodes.ts';

/** @returns what is wrong with it, as text, when it is no range. */
export function parseCidr(text: string): AddressRange | string {
  const parts = text.split('/');
  const [address = '', mask = ''] = parts;
  if (parts.length !== 2) return "Malformed CIDR, one '/' required";
  if (!/^-?\d+$/.test(mask)) return 'Malformed CIDR, mask bits must be an integer';
  const parsed = parseAddress(address);
  if (!parsed) return `Nonstandard IP address: ${address}`;
  const width = parsed.version === 4 ? 32 : 128;
  const bits = Number(mask);
  if (bits < 0 || bits > width) return `Malformed CIDR, mask bits must not exceed ${width}`;
  const hosts = (1n << BigInt(width - bits)) - 1n;
  const first = parsed.value & ~hosts;
  return { version: parsed.version, first, last: first | hosts };
}

export function parseAddress(text: string): { readonly version: 4 | 6; readonly value: bigint } | undefined {
  if (isIPv4(text)) return { version: 4, value: joined(text.split('.').map(Number), 8) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const [head = '', tail] = text.split('::');
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const zeros = tail === undefined ? [] : new Array<number>(8 - left.length - right.length).fill(0);
  return { version: 6, value: joined([...left, ...zeros, ...right], 16) };
}

/** Sixteen bits each; an IPv4 address at the end is two of them. */
function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

function joined(parts: readonly number[], bits: number): bigint {
  return parts.reduce((value, part) => (value << BigInt(bits)) | BigInt(part), 0n);
}
