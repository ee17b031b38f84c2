/** GetObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
import type { Readable } from 'node:stream';
import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { isArchived } from '../object-record.ts';
import { readVersion } from '../read-version.ts';
import type { S3 } from '../s3.ts';

type Output = Omit<GetObjectOutput, 'Body'> & { readonly Body: Readable };

/** @throws NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRange, PreconditionFailed, InvalidObjectState; 304 */
export const getObject =
  (s3: S3): Operation<GetObjectRequest, Output> =>
  (input) => {
    const { answer, version, start, end } = readVersion(s3, input);
    if (isArchived(version)) throw errors.archived(version.storageClass);
    return { ...answer, Body: s3.blobs.read(version.blobs, start, end) };
  };
