/**
 * AWS Signature Version 4 for a request whose body is known (AWS General Reference, "Create a signed AWS API request").
 *
 * Who calls it: `aws-call.ts`. The server checks signatures only under `--auth sigv4`, but reads the service and region from them.
 */
import { createHash, createHmac } from 'node:crypto';

export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The headers to send, `authorization` included. `url` must carry its query already encoded. */
export function signRequest(
  request: { method: string; url: URL; headers: Readonly<Record<string, string>>; body: string },
  scope: { service: string; region: string; key: SigningKey; now: Date },
): Record<string, string> {
  const { service, region, key } = scope;
  const time = scope.now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const headers: Record<string, string> = { ...request.headers, host: request.url.host, 'x-amz-date': time };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    // Every service but S3 signs the path with its escapes escaped once more.
    request.url.pathname.split('/').map(encodeURIComponent).join('/'),
    [...request.url.searchParams]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    names.join(';'),
    sha256(request.body),
  ].join('\n');
  const credential = `${day}/${region}/${service}/aws4_request`;
  const secret = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${key.secretAccessKey}`);
  const signature = hmac(secret, `AWS4-HMAC-SHA256\n${time}\n${credential}\n${sha256(canonical)}`).toString('hex');
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  // fetch sets it from the URL, and refuses to be told.
  delete headers['host'];
  return headers;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** RFC 3986: JavaScript leaves five more characters than AWS does. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
