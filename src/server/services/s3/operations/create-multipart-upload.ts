/** CreateMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { isChecksumAlgorithm } from '../checksums.ts';
import { errors } from '../errors.ts';
import { encryptionMembers, writtenFields } from '../object-fields.ts';
import { checkKey, newVersionId } from '../object-record.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, KeyTooLongError, InvalidRequest */
export const createMultipartUpload =
  (s3: S3): Operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    const key = input.Key ?? '';
    checkKey(key);
    const algorithm = input.ChecksumAlgorithm;
    if (algorithm !== undefined && !isChecksumAlgorithm(algorithm)) throw errors.checksumAlgorithm();
    if (algorithm === undefined && input.ChecksumType !== undefined)
      throw errors.request('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
    const byDefault = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
    const checksumType = algorithm === undefined ? undefined : (input.ChecksumType ?? byDefault);
    if (algorithm && (checksumType === 'COMPOSITE' ? algorithm === 'CRC64NVME' : algorithm.startsWith('SHA')))
      throw errors.request(
        `The ${checksumType} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
      );
    const object = writtenFields(bucket, input);
    const id = newVersionId();
    s3.uploads.create(bucket, { id, key, initiated: s3.now(), checksumAlgorithm: algorithm, checksumType, object });
    return {
      Bucket: bucket.name,
      Key: key,
      UploadId: id,
      ChecksumAlgorithm: algorithm,
      ChecksumType: checksumType,
      ...encryptionMembers(object),
    };
  };
