/** ListMultipartUploads. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { keyEncoder, pageSize } from '../listing.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket; NotImplemented with a delimiter */
export const listMultipartUploads =
  (s3: S3): Operation<ListMultipartUploadsRequest, ListMultipartUploadsOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    if (input.Delimiter) throw errors.notBuilt('ListMultipartUploads with a delimiter');
    const encode = keyEncoder(input.EncodingType);
    const { Prefix: prefix = '', KeyMarker: keyMarker = '', UploadIdMarker: idMarker } = input;
    const limit = pageSize(input.MaxUploads);
    const all = s3.uploads.list(bucket).filter(({ key }) => key.startsWith(prefix));
    const marked = all.findIndex(({ key, id }) => key === keyMarker && id === idMarker);
    const found = marked < 0 ? all.filter(({ key }) => key > keyMarker) : all.slice(marked + 1);
    const page = found.slice(0, limit);
    const last = page[page.length - 1];
    return {
      Bucket: bucket.name,
      Prefix: encode(prefix),
      KeyMarker: encode(keyMarker),
      UploadIdMarker: idMarker ?? '',
      NextKeyMarker: encode(last?.key ?? ''),
      NextUploadIdMarker: last?.id ?? '',
      MaxUploads: limit,
      EncodingType: input.EncodingType,
      IsTruncated: page.length < found.length,
      Uploads: page.map((upload) => ({
        UploadId: upload.id,
        Key: encode(upload.key),
        Initiated: new Date(upload.initiated),
        StorageClass: upload.object.storageClass as 'STANDARD',
        Owner: { ID: bucket.account },
        Initiator: { ID: bucket.account },
        ChecksumAlgorithm: upload.checksumAlgorithm,
        ChecksumType: upload.checksumType,
      })),
    };
  };
