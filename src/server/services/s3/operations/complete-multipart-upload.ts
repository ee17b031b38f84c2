/** CompleteMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
import { createHash } from 'node:crypto';
import type { CompletedPart, CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { Bucket } from '../bucket.ts';
import { type Checksums, checksumAlgorithms, checksumMember, checksumOf, newChecksum } from '../checksums.ts';
import { writeCheck } from '../conditions.ts';
import { errors } from '../errors.ts';
import type { Part, Upload } from '../multipart-upload.ts';
import { checksumMembers, encryptionMembers, quoted, unquoted, writtenVersionId } from '../object-fields.ts';
import type { ObjectVersion } from '../object-record.ts';
import type { S3 } from '../s3.ts';
import { checkPartNumber } from './upload-part.ts';

const smallestPart = 5 * 1024 * 1024;

/** The object names the files of its parts: no bytes are copied. @throws NoSuchUpload, InvalidPart, InvalidPartOrder, EntityTooSmall, BadDigest, InvalidRequest */
export const completeMultipartUpload =
  (s3: S3): Operation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput> =>
  async (input, call) => {
    const bucket = s3.buckets.get(input.Bucket);
    const key = input.Key ?? '';
    const upload = s3.uploads.get(bucket, key, input.UploadId ?? '');
    const given = input.ChecksumType;
    if (given !== undefined && given !== upload.checksumType)
      throw errors.request(
        `The upload was created using the ${upload.checksumType ?? 'null'} checksum mode. The complete request must use the same checksum mode.`,
      );
    const parts = chooseParts(upload, s3.uploads.parts(bucket, upload), input.MultipartUpload?.Parts ?? []);
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    if (input.MpuObjectSize !== undefined && Number(input.MpuObjectSize) !== size)
      throw errors.request(
        `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${size}`,
      );
    const checksums = await objectChecksums(s3, upload, parts);
    checkObjectChecksum(upload, input, checksums);
    const checksumType = upload.checksumType ?? 'FULL_OBJECT';
    const check = completionCheck(s3, bucket, upload, input);
    const md5s = Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex')));
    const version = s3.uploads.end(bucket, upload, () =>
      s3.objects.put(
        s3.buckets.get(bucket.name),
        key,
        {
          ...upload.object,
          size,
          etag: `${createHash('md5').update(md5s).digest('hex')}-${parts.length}`,
          blobs: parts.flatMap((part) => part.blobs),
          checksums,
          checksumType,
          parts: parts.map(({ number, size: bytes, checksums: own }) => ({ number, size: bytes, checksums: own })),
        },
        check,
      ),
    );
    const { etag, versionId } = version;
    s3.notify(bucket, { name: 'ObjectCreated:CompleteMultipartUpload', key, size, etag, versionId }, call);
    return {
      Location: `http://${call.headers['host'] ?? `${bucket.name}.s3.amazonaws.com`}/${bucket.name}/${encodeURI(key)}`,
      Bucket: bucket.name,
      Key: key,
      ETag: quoted(etag),
      VersionId: writtenVersionId(version),
      ...checksumMembers(checksums),
      ChecksumType: checksumType,
      ...encryptionMembers(version),
    };
  };

/** A checksum of the object that comes without its type is taken for a composite one, as most are. @throws BadDigest */
function checkObjectChecksum(upload: Upload, input: CompleteMultipartUploadRequest, checksums: Checksums): void {
  const { checksumAlgorithm: wanted, checksumType } = upload;
  for (const algorithm of checksumAlgorithms) {
    const sent = input[checksumMember(algorithm)];
    const value = checksums[algorithm];
    if (sent === undefined || (value === undefined && wanted === undefined)) continue;
    const isMistyped = checksumType === 'FULL_OBJECT' && input.ChecksumType === undefined && algorithm !== 'CRC64NVME';
    const matches = sent === value || value?.startsWith(`${sent}-`);
    if (!matches || isMistyped) throw errors.badDigest((wanted ?? algorithm).toLowerCase());
  }
}

/** A condition cannot hold for a key that was written, or deleted, since the upload began. @throws PreconditionFailed, NoSuchKey, ConditionalRequestConflict */
function completionCheck(s3: S3, bucket: Bucket, upload: Upload, { IfMatch, IfNoneMatch }: CompleteMultipartUploadRequest) {
  const check = writeCheck(upload.key, { IfMatch, IfNoneMatch });
  return (current: ObjectVersion | undefined): void => {
    check(current);
    const condition = IfMatch === undefined ? IfNoneMatch && 'If-None-Match' : 'If-Match';
    if (condition && s3.uploads.get(bucket, upload.key, upload.id).overtaken) throw errors.conflict(condition, upload.key);
  };
}

function chooseParts(upload: Upload, uploaded: readonly Part[], wanted: readonly CompletedPart[]): Part[] {
  if (wanted.length === 0) throw errors.request('You must specify at least one part');
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  const chosen = wanted.map((completed, index) => {
    const { PartNumber: number = 0 } = completed;
    if (number < 1) checkPartNumber(number);
    const etag = unquoted(completed.ETag ?? '');
    const part = byNumber.get(number);
    if ((wanted[index - 1]?.PartNumber ?? 0) >= number) throw errors.partOrder(upload.id);
    if (!part || etag !== part.etag) throw errors.part(upload.id, number, etag);
    checkPartChecksums(upload, part, completed);
    return part;
  });
  for (const part of chosen.slice(0, -1))
    if (part.size < smallestPart) throw errors.partTooSmall(part.number, part.etag, part.size);
  return chosen;
}

/** @throws InvalidPart, BadDigest, InvalidRequest where a composite checksum lacks one of its own. */
function checkPartChecksums(upload: Upload, part: Part, completed: CompletedPart): void {
  const { checksumAlgorithm: wanted } = upload;
  const other = checksumAlgorithms.find((name) => name !== wanted && completed[checksumMember(name)] !== undefined);
  if (wanted !== undefined && other !== undefined) throw errors.badPartDigest(other.toLowerCase(), part.number);
  for (const algorithm of checksumAlgorithms) {
    const given = completed[checksumMember(algorithm)];
    if (given !== undefined && given !== part.checksums[algorithm]) throw errors.part(upload.id, part.number, part.etag);
    if (given === undefined && algorithm === wanted && upload.checksumType === 'COMPOSITE')
      throw errors.request(
        `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
      );
  }
}

/** COMPOSITE: the checksum of the parts' checksums. FULL_OBJECT: that of all bytes, which are read again for it. */
async function objectChecksums(s3: S3, upload: Upload, parts: readonly Part[]): Promise<Checksums> {
  const algorithm = upload.checksumAlgorithm ?? 'CRC64NVME';
  if (upload.checksumType === 'COMPOSITE') {
    const values = parts.map((part) => part.checksums[algorithm]);
    const all = Buffer.concat(values.map((value) => Buffer.from(value ?? '', 'base64')));
    return { [algorithm]: `${checksumOf(algorithm, all)}-${parts.length}` };
  }
  const checksum = newChecksum(algorithm);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const bytes = s3.blobs.read(
    parts.flatMap((part) => part.blobs),
    0,
    size,
  );
  for await (const chunk of bytes) checksum.update(chunk as Uint8Array);
  return { [algorithm]: checksum.digest().toString('base64') };
}
