/**
 * The template behind a TemplateURL: an object of our own S3, by whichever of S3's addresses the client was given.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
import type { Tenant } from '../ports.ts';

/** An object of S3; undefined when there is none. */
export type ReadObject = (tenant: Tenant, bucket: string, key: string, version?: string) => Promise<Uint8Array | undefined>;

const virtualHost = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)?(?:amazonaws\.com(?:\.cn)?|localhost)$/;

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

export function templateReader(readObject: ReadObject | undefined): (tenant: Tenant, url: string) => Promise<string | undefined> {
  return async (tenant, url) => {
    const address = objectOfUrl(url);
    if (!address || !readObject) return undefined;
    const bytes = await readObject(tenant, address.bucket, address.key, address.version);
    return bytes && Buffer.from(bytes).toString();
  };
}
