/** HeadObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { readVersion } from '../read-version.ts';
import type { S3 } from '../s3.ts';

/** What GetObject would answer, without the body. @throws as GetObject does. */
export const headObject =
  (s3: S3): Operation<HeadObjectRequest, HeadObjectOutput> =>
  (input) =>
    readVersion(s3, input).answer;
