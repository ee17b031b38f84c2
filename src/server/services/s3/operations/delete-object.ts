/** DeleteObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { deleteCheck } from '../conditions.ts';
import { errors } from '../errors.ts';
import { checkVersionId } from '../object-record.ts';
import type { S3 } from '../s3.ts';

/** An object that is not there is no error. @throws NoSuchBucket, PreconditionFailed, InvalidArgument */
export const deleteObject =
  (s3: S3): Operation<DeleteObjectRequest, DeleteObjectOutput> =>
  (input, call) => {
    const bucket = s3.buckets.get(input.Bucket);
    if (input.BypassGovernanceRetention !== undefined) throw errors.noBypass();
    const key = input.Key ?? '';
    if (input.IfMatchLastModifiedTime !== undefined) throw errors.header('x-amz-if-match-last-modified-time');
    if (input.IfMatchSize !== undefined) throw errors.header('x-amz-if-match-size');
    if (input.VersionId !== undefined) checkVersionId(bucket, input.VersionId);
    const { event, deleteMarker, versionId } = s3.objects.remove(bucket, key, input.VersionId, deleteCheck(key, input.IfMatch));
    if (event) s3.notify(bucket, { name: event, key, versionId }, call);
    return { DeleteMarker: deleteMarker, VersionId: versionId };
  };
