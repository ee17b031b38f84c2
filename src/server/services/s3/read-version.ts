/**
 * What GetObject and HeadObject have in common: the version, the range of it, and the headers.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
import type { GetObjectRequest, HeadObjectOutput } from '@aws-sdk/client-s3';
import { type ByteRange, parseRange } from './byte-range.ts';
import type { Checksums } from './checksums.ts';
import { checkRead } from './conditions.ts';
import { errors } from './errors.ts';
import { checksumMembers, describeVersion } from './object-fields.ts';
import type { ObjectVersion } from './object-record.ts';
import type { S3 } from './s3.ts';

export interface VersionRead extends ByteRange {
  readonly version: ObjectVersion;
  readonly answer: HeadObjectOutput;
}

/** @throws NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRange, InvalidPartNumber, PreconditionFailed; 304 */
export function readVersion(s3: S3, input: GetObjectRequest): VersionRead {
  const bucket = s3.buckets.get(input.Bucket);
  if (input.Range !== undefined && input.PartNumber !== undefined)
    throw errors.request('Cannot specify both Range header and partNumber query parameter');
  const version = s3.objects.version(bucket, input.Key ?? '', input.VersionId);
  checkRead(input, version);
  const range = input.PartNumber === undefined ? parseRange(input.Range, version.size) : partRange(version, input.PartNumber);
  const { start, end } = range ?? { start: 0, end: version.size };
  const whole = start === 0 && end === version.size;
  const checksums =
    input.ChecksumMode?.toUpperCase() === 'ENABLED' ? checksumMembers(shownChecksums(version, whole, input.PartNumber)) : {};
  return {
    version,
    start,
    end,
    answer: {
      ...describeVersion(bucket, version),
      ...overrides(input),
      ContentLength: end - start,
      ContentRange: range === undefined || version.size === 0 ? undefined : `bytes ${start}-${end - 1}/${version.size}`,
      PartsCount: input.PartNumber === undefined ? undefined : version.parts?.length,
      ...checksums,
      ChecksumType: Object.keys(checksums).length > 0 ? version.checksumType : undefined,
    },
  };
}

/** A part's own, or the whole object's for all of it; a range has none. */
function shownChecksums(version: ObjectVersion, whole: boolean, part: number | undefined): Checksums {
  if (part !== undefined && version.parts && version.checksumType === 'COMPOSITE')
    return version.parts[part - 1]?.checksums ?? {};
  return whole ? version.checksums : {};
}

function partRange(version: ObjectVersion, number: number): ByteRange {
  const parts = version.parts ?? [{ number: 1, size: version.size, checksums: {} }];
  let start = 0;
  for (const [index, part] of parts.entries()) {
    if (index + 1 === number) return { start, end: start + part.size };
    start += part.size;
  }
  throw errors.partNumber(number, parts.length);
}

/** `response-content-type` and its like, of presigned links. @throws InvalidArgument for what no header can hold. */
function overrides(input: GetObjectRequest): HeadObjectOutput {
  const wanted = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires,
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (typeof value !== 'string' || /^[\t -~\x80-\xff]*$/.test(value)) continue;
    const parameter = `response${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw errors.invalid('Header value cannot be represented using ISO-8859-1.', parameter, value);
  }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
