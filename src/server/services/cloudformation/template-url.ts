/**
 * The template behind a TemplateURL: an object of our own S3, by whichever of S3's addresses the client was given.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
import type { Tenant } from '../ports.ts';
import { errors } from './errors.ts';

/** An object of S3; undefined when there is none. */
export type ReadObject = (tenant: Tenant, bucket: string, key: string, version?: string) => Promise<Uint8Array | undefined>;

const virtualHost = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?(?:amazonaws\.com(?:\.cn)?|localhost)$/;

/** S3's own hosts, and whatever leads to this machine: names without AWS's domain are the server's. */
const isS3 = (host: string): boolean =>
  virtualHost.test(host) ||
  /^s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/.test(host) ||
  /^(?:localhost|[a-z0-9.-]+\.localhost|[0-9.]+|\[[0-9a-f:]+\]|[a-z0-9-]+)$/.test(host);

export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string | undefined;
}

/** `https://BUCKET.s3.REGION.amazonaws.com/KEY`, `https://s3.REGION.amazonaws.com/BUCKET/KEY`, `http://127.0.0.1:4566/BUCKET/KEY`. */
export function objectOfUrl(url: string): ObjectAddress | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname, searchParams } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const version = searchParams.get('versionId') ?? undefined;
  const host = virtualHost.exec(hostname)?.[1];
  if (host !== undefined) return path === '' ? undefined : { bucket: host, key: path, version };
  const slash = path.indexOf('/');
  if (slash < 1 || slash === path.length - 1) return undefined;
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1), version };
}

/**
 * @returns undefined when there is no such object.
 * @throws ValidationError for what AWS does not take for an address of S3.
 */
export function templateReader(readObject: ReadObject): (tenant: Tenant, url: string) => Promise<string | undefined> {
  return async (tenant, url) => {
    if (/^s3:\/\//.test(url)) throw errors.templateUrlDomain(/^s3:\/\/([^/]*)/.exec(url)?.[1] ?? '');
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw errors.templateUrlForm();
    const address = objectOfUrl(url);
    // No bucket has such a name, nor does anybody but AWS have such a host.
    if (!address || !isS3(new URL(url).hostname)) throw errors.templateUrlForm();
    const bytes = await readObject(tenant, address.bucket, address.key, address.version);
    return bytes && Buffer.from(bytes).toString();
  };
}
