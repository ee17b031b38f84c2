/**
 * AWS's unique ids (IAM User Guide, "IAM identifiers") and access keys. An access key id carries its account: base32 of 8 bytes
 * whose bits 39 to 1 above the lowest 7 of the first 48 are the account number. That is how AWS's own keys are built, so
 * GetAccessKeyInfo needs no table, and a key id alone says where its record lies.
 */
import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `AROA` (role), `AIDA` (user) or `ANPA` (managed policy) and 17 random characters. */
export function uniqueId(prefix: 'AROA' | 'AIDA' | 'ANPA'): string {
  let id: string = prefix;
  for (const byte of randomBytes(17)) id += alphabet[byte & 31];
  return id;
}

/** `AKIA` (long-lived) or `ASIA` (temporary) and 16 characters that carry the account. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA', account: string): string {
  const random = randomBytes(10).reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  // 80 bits: 1 set (AWS's newer keys), 40 of the account, 39 random.
  const bits = (1n << 79n) | (BigInt(account) << 39n) | (random & ((1n << 39n) - 1n));
  let text = '';
  for (let shift = 75n; shift >= 0n; shift -= 5n) text += alphabet[Number((bits >> shift) & 31n)];
  return prefix + text;
}

/** The account that a key id of `newAccessKeyId` (or of AWS, since 2019) carries; undefined for any other text. */
export function accountOfAccessKeyId(accessKeyId: string): string | undefined {
  if (!/^A[A-Z]IA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined;
  let bits = 0n;
  for (const character of accessKeyId.slice(4)) bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  if (bits >> 79n === 0n) return undefined;
  const account = (bits >> 39n) & ((1n << 40n) - 1n);
  return account > 999_999_999_999n ? undefined : account.toString().padStart(12, '0');
}

export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}

export function newSessionToken(): string {
  return `IQoJb3JpZ2lu${randomBytes(180).toString('base64')}`;
}
