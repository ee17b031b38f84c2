/**
 * Verifies Signature Version 4, header and presigned, for `--auth sigv4`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../wire/aws-error.ts';
import type { WireRequest } from '../wire/http.ts';
import type { Authorization } from './authorization.ts';
import type { Caller } from './caller.ts';
import { checkPresigned, s3ClockSkewMs, s3SignatureErrors } from './s3-signature.ts';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Uint8Array, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** AWS refuses signatures that are older or newer than this. */
const clockSkewMs = 5 * 60_000;

/** @throws AwsError SignatureDoesNotMatch, or when the request is too old, in S3's own words for S3; InvalidRequest for signatures of version 2. */
export function verifySignature(request: WireRequest, authorization: Authorization | undefined, caller: Caller): void {
  if (!authorization || !caller.credential) return;
  if (authorization.date === '')
    throw new AwsError(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
      400,
    );
  const stamp = (authorization.presigned ? request.query.get('X-Amz-Date') : request.headers['x-amz-date']) ?? '';
  checkTime(stamp, authorization, request);
  const canonical = canonicalRequest(request, authorization);
  const toSign = [
    'AWS4-HMAC-SHA256',
    stamp,
    `${authorization.date}/${authorization.region}/${authorization.service}/aws4_request`,
    sha256(canonical),
  ].join('\n');
  const key = ['aws4_request'].reduce(
    hmac,
    hmac(hmac(hmac(`AWS4${caller.credential.secretAccessKey}`, authorization.date), authorization.region), authorization.service),
  );
  const expected = hmac(key, toSign);
  const given = Buffer.from(authorization.signature, 'hex');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  if (authorization.service === 's3') throw s3SignatureErrors.mismatch(authorization, toSign, canonical);
  throw new AwsError(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    403,
  );
}

function checkTime(stamp: string, authorization: Authorization, request: WireRequest): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  const [, year, month, day, hour, minute, second] = parts ?? [];
  const time = parts
    ? Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
    : Number.NaN;
  const now = Date.now();
  if (authorization.service === 's3') {
    if (authorization.presigned) checkPresigned(request, authorization, time, now);
    else if (!(Math.abs(now - time) <= s3ClockSkewMs)) throw s3SignatureErrors.skewed(stamp, now);
    return;
  }
  const allowed = authorization.presigned ? Number(request.query.get('X-Amz-Expires') ?? 0) * 1000 : clockSkewMs;
  const age = now - time;
  if (age <= allowed && age >= -clockSkewMs) return;
  throw new AwsError('SignatureDoesNotMatch', `Signature expired: ${stamp} is not within ${allowed / 1000} seconds of now`, 403);
}

function canonicalRequest(request: WireRequest, authorization: Authorization): string {
  const headers = authorization.signedHeaders
    .map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`)
    .join('');
  const payloadHash = authorization.presigned
    ? 'UNSIGNED-PAYLOAD'
    : (request.headers['x-amz-content-sha256'] ?? sha256(request.body));
  return [
    request.method,
    canonicalPath(request.path, authorization.service),
    canonicalQuery(request.query),
    headers,
    authorization.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** S3 signs the path as sent; the others encode it once more. */
function canonicalPath(path: string, service: string): string {
  if (service === 's3') return path;
  return (
    path
      .split('/')
      .map((part) => encode(part))
      .join('/') || '/'
  );
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([left, leftValue], [right, rightValue]) => (left === right ? compare(leftValue, rightValue) : compare(left, right)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
