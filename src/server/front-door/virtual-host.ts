/**
 * S3's virtual-host addressing: the bucket is in the Host header, not in the path. The signature covers the path as it was sent, so
 * this comes after it has been verified.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
import { isIP } from 'node:net';
import type { WireRequest } from '../wire/http.ts';
import type { ServiceModel } from '../wire/schema.ts';
import { hostName } from './checks.ts';

const endpoints = [
  /^(?:(?<bucket>.+)\.)?s3(?:[.-](?:dualstack\.)?[a-z]{2}-[a-z-]+-\d)?\.amazonaws\.com$/,
  /^(?:(?<bucket>.+)\.)?s3(?:\.[a-z]{2}-[a-z-]+-\d)?\.localhost$/,
  /^(?<bucket>.+)\.localhost$/,
];

/** `photos.s3.localhost:4566` -> `photos`; undefined where the path holds the bucket. */
export function bucketOfHost(host: string): string | undefined {
  const name = hostName(host);
  if (isIP(name)) return undefined;
  for (const pattern of endpoints) {
    const match = pattern.exec(name);
    if (match) return match.groups?.['bucket'];
  }
  return undefined;
}

/** Requests without a signature do not name their service, but a host of S3's does. */
export function serviceOfHost(host: string | undefined): 's3' | undefined {
  const name = hostName(host ?? '');
  return endpoints.slice(0, 2).some((pattern) => pattern.test(name)) ? 's3' : undefined;
}

/** The same request in path style. */
export function withBucketInPath(request: WireRequest, service: ServiceModel | undefined): WireRequest {
  if (service?.id !== 's3') return request;
  const bucket = bucketOfHost(request.headers['host'] ?? '');
  return bucket === undefined ? request : { ...request, path: `/${bucket}${request.path}` };
}
