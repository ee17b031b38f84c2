/**
 * Takes the body of an object as it arrives: takes off its framing, computes digests, and writes it to a file. An object of 5 GB needs
 * no more memory than one of 5 bytes.
 *
 * Who calls it: the front door, for PutObject and UploadPart; UploadPartCopy.
 */
import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReceivedUpload } from '../../wire/http.ts';
import { decodeAwsChunked, isAwsChunked } from './aws-chunked.ts';
import {
  type ChecksumAlgorithm,
  type Checksums,
  checksumAlgorithms,
  checksumHeader,
  checksumLength,
  newChecksum,
} from './checksums.ts';
import { errors } from './errors.ts';

const byDefault = 'CRC64NVME';

/** AWS's limit for one PUT. */
const largestBody = 5 * 1024 ** 3;

export interface WrittenBody extends ReceivedUpload {
  /** A synced file that is not yet anybody's. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  /** Hex. */
  readonly md5: string;
  /** Of the algorithms that were asked for. */
  readonly checksums: Checksums;
}

export interface ReceivedBody extends WrittenBody {
  /** The algorithm of the checksum that came with it; `checksums` has that one, else CRC64NVME's, which S3 computes itself. */
  readonly sent: ChecksumAlgorithm | undefined;
}

type Headers = Readonly<Record<string, string | undefined>>;

/** @throws BadDigest, InvalidDigest, InvalidRequest, XAmzContentSHA256Mismatch, IncompleteBody, EntityTooLarge; nothing is left behind then. */
export async function receiveBody(directory: string, source: AsyncIterable<Uint8Array>, headers: Headers): Promise<ReceivedBody> {
  const trailers = new Map<string, string>();
  const chunked = isAwsChunked(headers);
  const announced = headers['x-amz-decoded-content-length'] ?? (chunked ? undefined : headers['content-length']);
  if (announced !== undefined && Number(announced) > largestBody) throw errors.entityTooLarge(Number(announced), largestBody);
  const sent = sentAlgorithm(headers);
  const body = chunked ? decodeAwsChunked(source, trailers) : source;
  const digests = { ...(await writeBody(directory, body, [sent ?? byDefault])), sent };
  try {
    if (announced !== undefined && Number(announced) !== digests.size) throw errors.incompleteBody();
    checkDigests(digests, headers, trailers);
  } catch (cause) {
    await digests.discard();
    throw cause;
  }
  return digests;
}

/** The body of an operation's input: the front door has received it, or the caller is in this process and has it in memory. */
export function takeBody(directory: string, body: unknown): Promise<ReceivedBody> | ReceivedBody {
  if (typeof body === 'object' && body !== null && 'discard' in body) return body as ReceivedBody;
  const bytes = body instanceof Uint8Array ? [body] : [];
  return receiveBody(directory, Readable.from(bytes), {});
}

/** Writes and digests bytes that carry no promises of their own. */
export async function writeBody(
  directory: string,
  source: AsyncIterable<Uint8Array>,
  algorithms: readonly ChecksumAlgorithm[],
): Promise<WrittenBody> {
  const path = join(directory, `${randomUUID()}.part`);
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  const checksums = algorithms.map((algorithm) => [algorithm, newChecksum(algorithm)] as const);
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const bytes of source) {
      size += bytes.length;
      if (size > largestBody) throw errors.entityTooLarge(size, largestBody);
      sha256.update(bytes);
      md5.update(bytes);
      for (const [, checksum] of checksums) checksum.update(bytes);
      for (let written = 0; written < bytes.length; ) written += (await file.write(bytes, written)).bytesWritten;
    }
    await file.sync();
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  } finally {
    await file.close();
  }
  return {
    path,
    size,
    sha256: sha256.digest('hex'),
    md5: md5.digest('hex'),
    checksums: Object.fromEntries(checksums.map(([algorithm, checksum]) => [algorithm, checksum.digest().toString('base64')])),
    discard: () => rm(path, { force: true }),
  };
}

/** The one whose value stands in a header or comes in a trailer; one that is only named counts for nothing. @throws InvalidRequest */
function sentAlgorithm(headers: Headers): ChecksumAlgorithm | undefined {
  const trailing = (headers['x-amz-trailer'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const [sent, second] = checksumAlgorithms.filter((algorithm) => {
    const header = checksumHeader(algorithm);
    return headers[header] !== undefined || trailing.includes(header);
  });
  if (second) throw errors.request('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  const value = sent && headers[checksumHeader(sent)];
  if (sent && value !== undefined) checkForm(sent, value);
  return sent;
}

/** @throws InvalidRequest for what is no base64 of such a checksum. */
function checkForm(algorithm: ChecksumAlgorithm, value: string): void {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== checksumLength(algorithm) || bytes.toString('base64') !== value)
    throw errors.request(`Value for ${checksumHeader(algorithm)} header is invalid.`);
}

function checkDigests(body: WrittenBody, headers: Headers, trailers: ReadonlyMap<string, string>): void {
  const contentMd5 = headers['content-md5'];
  if (contentMd5 !== undefined) {
    const given = Buffer.from(contentMd5, 'base64');
    if (given.length !== 16) throw errors.invalidDigest(contentMd5);
    if (given.toString('hex') !== body.md5)
      throw errors.badMd5(given.toString('hex'), Buffer.from(body.md5, 'hex').toString('base64'));
  }
  const signed = headers['x-amz-content-sha256'];
  if (signed !== undefined && /^[0-9a-f]{64}$/.test(signed) && signed !== body.sha256)
    throw errors.sha256Mismatch(signed, body.sha256);
  for (const algorithm of checksumAlgorithms) {
    const given = headers[checksumHeader(algorithm)] ?? trailers.get(checksumHeader(algorithm));
    if (given !== undefined) checkForm(algorithm, given);
    if (given !== undefined && given !== body.checksums[algorithm]) throw errors.badDigest(algorithm);
  }
}
