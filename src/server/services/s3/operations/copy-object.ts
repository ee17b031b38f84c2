/** CopyObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { writeCheck } from '../conditions.ts';
import { copiedDigests } from '../copied-digests.ts';
import { findCopySource } from '../copy-source.ts';
import { errors } from '../errors.ts';
import { checksumMembers, encryptionMembers, quoted, versionIdOf, writtenFields, writtenVersionId } from '../object-fields.ts';
import { checkKey } from '../object-record.ts';
import type { S3 } from '../s3.ts';

/** Copies no bytes: both objects name the same files. @throws as GetObject of the source and PutObject do, InvalidRequest. */
export const copyObject =
  (s3: S3): Operation<CopyObjectRequest, CopyObjectOutput> =>
  async (input, call) => {
    const bucket = s3.buckets.get(input.Bucket);
    const key = input.Key ?? '';
    checkKey(key);
    const { version: source, ...from } = findCopySource(s3, input);
    const written = writtenFields(bucket, input);
    const replacesMetadata = input.MetadataDirective === 'REPLACE';
    const changes =
      replacesMetadata ||
      input.StorageClass ||
      input.ServerSideEncryption ||
      input.TaggingDirective === 'REPLACE' ||
      input.WebsiteRedirectLocation ||
      source.serverSideEncryption !== 'AES256' ||
      bucket.configurations['encryption'];
    if (from.bucket === bucket.name && from.key === key && !changes && !/[?]versionId=/.test(input.CopySource ?? ''))
      throw errors.request(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    const digests = await copiedDigests(s3, source, input.ChecksumAlgorithm);
    const version = s3.objects.put(
      s3.buckets.get(bucket.name),
      key,
      {
        ...written,
        headers: replacesMetadata ? written.headers : { ...source.headers, ...redirect(written.headers) },
        metadata: replacesMetadata ? written.metadata : source.metadata,
        tags: input.TaggingDirective === 'REPLACE' ? written.tags : source.tags,
        size: source.size,
        blobs: source.blobs,
        ...digests,
      },
      writeCheck(key, { IfMatch: input.IfMatch, IfNoneMatch: input.IfNoneMatch }),
    );
    const { size, etag, versionId } = version;
    s3.notify(bucket, { name: 'ObjectCreated:Copy', key, size, etag, versionId }, call);
    return {
      CopyObjectResult: {
        ETag: quoted(etag),
        LastModified: new Date(version.lastModified),
        ...checksumMembers(version.checksums),
        ChecksumType: version.checksumType,
      },
      CopySourceVersionId: writtenVersionId(source),
      VersionId: versionIdOf(bucket, version),
      ...encryptionMembers(version),
    };
  };

/** Where a copy leads to is never copied. */
const redirect = ({ WebsiteRedirectLocation }: Readonly<Record<string, string>>): Record<string, string> =>
  ({ WebsiteRedirectLocation }) as Record<string, string>;
