/**
 * Reads who signed a request and for what, from the Authorization header or a presigned query (Signature Version 4).
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import type { WireRequest } from '../wire/http.ts';

export interface Authorization {
  readonly accessKeyId: string;
  /** `20260101` */
  readonly date: string;
  readonly region: string;
  /** Signing name: `xray`, `monitoring`. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly presigned: boolean;
}

/** Undefined when the request carries no credential that can be read. */
export function parseAuthorization(request: WireRequest): Authorization | undefined {
  const header = request.headers['authorization'];
  if (header?.startsWith('AWS4-')) {
    const field = (name: string): string => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1] ?? '';
    return fromScope(field('Credential'), field('SignedHeaders'), field('Signature'), false);
  }
  const credential = request.query.get('X-Amz-Credential');
  if (credential === null) return presignedV2(request);
  return fromScope(credential, request.query.get('X-Amz-SignedHeaders') ?? '', request.query.get('X-Amz-Signature') ?? '', true);
}

/**
 * Links in the older form (`AWSAccessKeyId`, `Expires`, `Signature`) that boto3 and version 1 of the AWS CLI still make for S3. They name
 * no region.
 */
function presignedV2({ query }: WireRequest): Authorization | undefined {
  const accessKeyId = query.get('AWSAccessKeyId');
  const signature = query.get('Signature');
  if (!accessKeyId || !signature || !query.has('Expires')) return undefined;
  return { accessKeyId, date: '', region: 'us-east-1', service: 's3', signedHeaders: [], signature, presigned: true };
}

function fromScope(credential: string, signedHeaders: string, signature: string, presigned: boolean): Authorization | undefined {
  // A key id may hold slashes; the last four parts are the scope.
  const parts = credential.split('/');
  const [date, region, service, terminator] = parts.slice(-4);
  if (parts.length < 5 || terminator !== 'aws4_request' || !date || !region || !service) return undefined;
  return {
    accessKeyId: parts.slice(0, -4).join('/'),
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';').filter(Boolean),
    signature,
    presigned,
  };
}
