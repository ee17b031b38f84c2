/**
 * Presigned links carry in their query what a signed request has in its headers: SDKs move metadata, tags, storage class and conditions
 * there. S3 reads them as the headers that they stand for. The signature covers the query as it was sent, so this comes after it has been
 * verified.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
import type { WireRequest } from '../wire/http.ts';
import type { ServiceModel } from '../wire/schema.ts';

/** The signature's own parameters are no headers. Checksums are of the empty body that was there when the link was made: S3 ignores them. */
const leftInQuery = /^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|content-sha256|checksum-.+|sdk-.+)$/;

/** The same request with those headers; what the client sends as a header itself wins. */
export function withPresignedHeaders(request: WireRequest, service: ServiceModel | undefined): WireRequest {
  if (service?.id !== 's3' || !(request.query.has('X-Amz-Signature') || request.query.has('Signature'))) return request;
  const moved = [...request.query]
    .map(([name, value]): [string, string] => [name.toLowerCase(), value])
    .filter(([name]) => /^(?:x-amz-|if-)/.test(name) && !leftInQuery.test(name));
  return moved.length === 0 ? request : { ...request, headers: { ...Object.fromEntries(moved), ...request.headers } };
}
