/** AbortMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
import type { AbortMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, NoSuchUpload */
export const abortMultipartUpload =
  (s3: S3): Operation<AbortMultipartUploadRequest, object> =>
  (input) => {
    const bucket = s3.buckets.get(input.Bucket);
    s3.uploads.end(bucket, s3.uploads.get(bucket, input.Key ?? '', input.UploadId ?? ''), () => undefined);
    return {};
  };
