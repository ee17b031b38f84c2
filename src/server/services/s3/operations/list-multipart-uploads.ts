/** ListMultipartUploads. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { commonPrefix, keyEncoder, type ListRequest, pageSize } from '../listing.ts';
import type { Upload } from '../multipart-upload.ts';
import type { S3 } from '../s3.ts';

/** Keys that share a prefix up to the delimiter are rolled up. @throws NoSuchBucket, InvalidArgument */
export const listMultipartUploads =
  (s3: S3): Operation<ListMultipartUploadsRequest, ListMultipartUploadsOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const encode = keyEncoder(input.EncodingType);
    const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: keyMarker = '', UploadIdMarker: idMarker } = input;
    const limit = pageSize(input.MaxUploads);
    const all = s3.uploads.list(bucket).filter(({ key }) => key.startsWith(prefix));
    const marked = keyMarker === '' ? -1 : all.findIndex(({ key, id }) => key === keyMarker && id === idMarker);
    if (keyMarker !== '' && idMarker && marked < 0) throw errors.invalid('Invalid uploadId marker', 'upload-id-marker', idMarker);
    const found = marked < 0 ? all.filter(({ key }) => key > keyMarker) : all.slice(marked + 1);
    const { uploads: page, prefixes, isTruncated } = rolledUp(found, { prefix, delimiter, after: keyMarker, limit });
    const last = page[page.length - 1];
    return {
      Bucket: bucket.name,
      Prefix: prefix === '' ? undefined : encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      KeyMarker: encode(keyMarker),
      UploadIdMarker: keyMarker === '' ? '' : (idMarker ?? ''),
      NextKeyMarker: encode(last?.key ?? ''),
      NextUploadIdMarker: last?.id ?? '',
      MaxUploads: limit,
      EncodingType: input.EncodingType,
      IsTruncated: isTruncated,
      Uploads: page.map((upload) => ({
        UploadId: upload.id,
        Key: encode(upload.key),
        Initiated: new Date(upload.initiated),
        StorageClass: upload.object.storageClass as 'STANDARD',
        Owner: { ID: bucket.account },
        Initiator: { ID: bucket.account, DisplayName: bucket.account },
        ChecksumAlgorithm: upload.checksumAlgorithm,
        ChecksumType: upload.checksumType,
      })),
      CommonPrefixes: prefixes.map((common) => ({ Prefix: encode(common) })),
    };
  };

interface UploadPage {
  readonly uploads: readonly Upload[];
  readonly prefixes: readonly string[];
  readonly isTruncated: boolean;
}

/** @param found in order. */
function rolledUp(found: readonly Upload[], { prefix, delimiter, after, limit }: ListRequest): UploadPage {
  const uploads: Upload[] = [];
  const prefixes: string[] = [];
  for (const upload of found) {
    const rolled = commonPrefix(upload.key, prefix, delimiter);
    // The rest of what the page before has rolled up, or this one.
    if (rolled !== undefined && (after.startsWith(rolled) || rolled === prefixes.at(-1))) continue;
    if (uploads.length + prefixes.length >= limit) return { uploads, prefixes, isTruncated: true };
    if (rolled === undefined) uploads.push(upload);
    else prefixes.push(rolled);
  }
  return { uploads, prefixes, isTruncated: false };
}
