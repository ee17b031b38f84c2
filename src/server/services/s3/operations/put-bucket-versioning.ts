/** PutBucketVersioning. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
import type { PutBucketVersioningRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { S3 } from '../s3.ts';

/** @throws NoSuchBucket, MalformedXML, IllegalVersioningConfigurationException */
export const putBucketVersioning =
  (s3: S3): Operation<PutBucketVersioningRequest, object> =>
  (input) => {
    const status = input.VersioningConfiguration?.Status;
    const bucket = s3.buckets.get(input.Bucket);
    if (status === undefined) throw errors.noVersioningStatus();
    if (status !== 'Enabled' && status !== 'Suspended') throw errors.malformedXml();
    if (input.VersioningConfiguration?.MFADelete === 'Enabled') throw errors.notBuilt('MFA Delete');
    s3.buckets.put({ ...bucket, versioning: status });
    return {};
  };
