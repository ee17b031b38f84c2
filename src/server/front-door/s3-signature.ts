/**
 * What S3 says of signatures that it does not accept: other codes than all other services, and members that clients print.
 *
 * Who calls it: signature.ts and caller.ts, under `--auth sigv4`.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
import { AwsError } from '../wire/aws-error.ts';
import type { WireRequest } from '../wire/http.ts';
import type { Authorization } from './authorization.ts';

const longestLife = 7 * 24 * 3600;
/** 15 minutes. */
export const s3ClockSkewMs = 900_000;

const refused = (code: string, message: string, status: number, members: Readonly<Record<string, unknown>> = {}) =>
  new AwsError(code, message, status, members);
const queryRefused = (message: string) => refused('AuthorizationQueryParametersError', message, 400);
const second = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;

export const s3SignatureErrors = {
  /** Nothing is public here. */
  anonymous: () => refused('AccessDenied', 'Access Denied', 403),
  unknownKey: (accessKeyId: string) =>
    refused('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403, {
      AWSAccessKeyId: accessKeyId,
    }),
  expiredToken: () => refused('ExpiredToken', 'The provided token has expired.', 400),
  skewed: (requestTime: string, now: number) =>
    refused('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 403, {
      RequestTime: requestTime,
      ServerTime: second(now),
      MaxAllowedSkewMilliseconds: s3ClockSkewMs,
    }),
  mismatch: ({ accessKeyId, signature }: Authorization, stringToSign: string, canonicalRequest: string) =>
    refused(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
      {
        AWSAccessKeyId: accessKeyId,
        StringToSign: stringToSign,
        SignatureProvided: signature,
        StringToSignBytes: bytesOf(stringToSign),
        CanonicalRequest: canonicalRequest,
        CanonicalRequestBytes: bytesOf(canonicalRequest),
      },
    ),
};

const bytesOf = (text: string): string => (Buffer.from(text).toString('hex').match(/../g) ?? []).join(' ');

/** @param signed epoch milliseconds. @throws AuthorizationQueryParametersError, AccessDenied for a link that has expired or lacks a header in its signature. */
export function checkPresigned({ query, headers }: WireRequest, authorization: Authorization, signed: number, now: number): void {
  const names = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Expires'];
  if (names.some((name) => !query.get(name)))
    throw queryRefused(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  const expires = Number(query.get('X-Amz-Expires'));
  if (!Number.isInteger(expires)) throw queryRefused('X-Amz-Expires should be a number');
  if (expires < 0) throw queryRefused('X-Amz-Expires must be non-negative');
  if (expires > longestLife)
    throw queryRefused(
      `X-Amz-Expires must be less than a week (in seconds) that is; the given X-Amz-Expires must be less than ${longestLife} seconds`,
    );
  const end = signed + expires * 1000;
  if (!(now <= end))
    throw refused('AccessDenied', 'Request has expired', 403, {
      'X-Amz-Expires': expires,
      Expires: Number.isNaN(end) ? '' : second(end),
      ServerTime: second(now),
    });
  if (signed > now + s3ClockSkewMs) throw refused('AccessDenied', 'Request is not yet valid', 403);
  const unsigned = Object.keys(headers).filter(
    (name) => name.startsWith('x-amz-') && name !== 'x-amz-content-sha256' && !authorization.signedHeaders.includes(name),
  );
  if (unsigned.length > 0)
    throw refused('AccessDenied', 'There were headers present in the request which were not signed', 403, {
      HeadersNotSigned: unsigned.sort().join(', '),
    });
}
