/** What goes into an object beside its bytes, from requests that write, and back into answers. */
import type { HeadObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Bucket } from './bucket.ts';
import { type Checksums, checksumMember, isChecksumAlgorithm } from './checksums.ts';
import { errors } from './errors.ts';
import type { NewVersion, ObjectVersion } from './object-record.ts';
import { parseTaggingHeader } from './tagging.ts';
import { decodeMetadata, encodeMetadata } from './user-metadata.ts';

/** Headers that are stored as they come and given back. */
const storedHeaders = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'WebsiteRedirectLocation',
] as const;

const storageClasses = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
  'EXPRESS_ONEZONE',
  'SNOW',
];

const cannedAcls = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
];

export type WrittenFields = Pick<
  NewVersion,
  'headers' | 'metadata' | 'tags' | 'storageClass' | 'serverSideEncryption' | 'kmsKeyId'
>;

type Written = Pick<
  PutObjectRequest,
  | (typeof storedHeaders)[number]
  | 'Expires'
  | 'Metadata'
  | 'Tagging'
  | 'StorageClass'
  | 'ServerSideEncryption'
  | 'SSEKMSKeyId'
  | 'SSECustomerAlgorithm'
  | 'ACL'
  | 'ObjectLockMode'
>;

interface EncryptionRules {
  readonly Rules?: readonly {
    readonly ApplyServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: string };
  }[];
}

/** @throws MetadataTooLarge, InvalidStorageClass, InvalidArgument, InvalidTag; NotImplemented for customers' keys and for locks, which lose data if ignored. */
export function writtenFields(bucket: Bucket, input: Written): WrittenFields {
  if (input.SSECustomerAlgorithm !== undefined) throw errors.notBuilt('Encryption with keys of the customer (SSE-C)');
  if (input.ObjectLockMode !== undefined) throw errors.notBuilt('Object Lock');
  if (input.ACL !== undefined && !cannedAcls.includes(input.ACL)) throw errors.invalid('', 'x-amz-acl', input.ACL);
  const headers: Record<string, string> = {};
  for (const name of storedHeaders) {
    const value = name === 'ContentEncoding' ? withoutChunked(input.ContentEncoding) : input[name];
    if (value !== undefined) headers[name] = value;
  }
  if (input.Expires !== undefined) headers['Expires'] = new Date(input.Expires).toUTCString();
  const metadata = decodeMetadata(input.Metadata ?? {});
  const size = Object.entries(metadata).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (size > 2048) throw errors.metadataTooLarge(size);
  const storageClass = input.StorageClass ?? 'STANDARD';
  if (!storageClasses.includes(storageClass)) throw errors.storageClass(storageClass);
  const byDefault = (bucket.configurations['encryption'] as EncryptionRules | undefined)?.Rules?.[0]
    ?.ApplyServerSideEncryptionByDefault;
  return {
    headers,
    metadata,
    tags: parseTaggingHeader(input.Tagging),
    storageClass,
    serverSideEncryption: input.ServerSideEncryption ?? byDefault?.SSEAlgorithm ?? 'AES256',
    kmsKeyId: input.SSEKMSKeyId ?? byDefault?.KMSMasterKeyID,
  };
}

/** `aws-chunked` is framing, not part of the object. */
function withoutChunked(contentEncoding: string | undefined): string | undefined {
  const kept = (contentEncoding ?? '').split(',').filter((coding) => coding.trim() !== '' && coding.trim() !== 'aws-chunked');
  return kept.length > 0 ? kept.join(',').trim() : undefined;
}

export const quoted = (etag: string): string => `"${etag}"`;
export const unquoted = (etag: string): string => etag.replace(/^(?:W\/)?"?|"?$/g, '');

/** `null` is not said of buckets that never had versioning. */
export function versionIdOf(bucket: Bucket, version: { readonly versionId: string }): string | undefined {
  return bucket.versioning === undefined ? undefined : version.versionId;
}

/** What a write answers: it says nothing of versions that have no id of their own. */
export function writtenVersionId({ versionId }: { readonly versionId: string }): string | undefined {
  return versionId === 'null' ? undefined : versionId;
}

/** `ChecksumCRC32` and its like. */
export function checksumMembers(checksums: Checksums): Record<string, string> {
  return Object.fromEntries(
    Object.entries(checksums).flatMap(([name, value]) => (isChecksumAlgorithm(name) ? [[checksumMember(name), value]] : [])),
  );
}

/** What a write answers about the encryption. */
export function encryptionMembers(version: WrittenFields): { ServerSideEncryption: 'AES256'; SSEKMSKeyId: string | undefined } {
  return { ServerSideEncryption: version.serverSideEncryption as 'AES256', SSEKMSKeyId: version.kmsKeyId };
}

/** What GetObject and HeadObject say of a version, without its length and checksums. */
export function describeVersion(bucket: Bucket, version: ObjectVersion): HeadObjectOutput {
  const { Expires, ...headers } = version.headers;
  const tags = Object.keys(version.tags).length;
  return {
    ContentType: 'binary/octet-stream',
    ...headers,
    ...(Expires === undefined ? {} : { Expires: new Date(Expires) }),
    AcceptRanges: 'bytes',
    LastModified: new Date(version.lastModified),
    ETag: quoted(version.etag),
    VersionId: versionIdOf(bucket, version),
    Metadata: encodeMetadata(version.metadata),
    ...encryptionMembers(version),
    StorageClass: version.storageClass === 'STANDARD' ? undefined : (version.storageClass as 'GLACIER'),
    TagCount: tags > 0 ? tags : undefined,
    PartsCount: undefined,
  };
}
