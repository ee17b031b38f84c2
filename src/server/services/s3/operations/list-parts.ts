/** ListParts. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { pageSize } from '../listing.ts';
import { checksumMembers, quoted } from '../object-fields.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, NoSuchUpload */
export const listParts =
  (s3: S3): Operation<ListPartsRequest, ListPartsOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const upload = s3.uploads.get(bucket, input.Key ?? '', input.UploadId ?? '');
    const marker = Number(input.PartNumberMarker ?? 0);
    const limit = pageSize(input.MaxParts);
    const found = s3.uploads.parts(bucket, upload).filter((part) => part.number > marker);
    const page = found.slice(0, limit);
    return {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(page[page.length - 1]?.number ?? 0),
      MaxParts: limit,
      IsTruncated: page.length < found.length,
      Parts: page.map((part) => ({
        PartNumber: part.number,
        Size: part.size,
        ETag: quoted(part.etag),
        LastModified: new Date(part.lastModified),
        ...checksumMembers(part.checksums),
      })),
      Initiator: { ID: bucket.account, DisplayName: bucket.account },
      Owner: { ID: bucket.account },
      StorageClass: upload.object.storageClass as 'STANDARD',
      ChecksumAlgorithm: upload.checksumAlgorithm,
      ChecksumType: upload.checksumType,
    };
  };
