/** DeleteObjects. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
import type { DeletedObject, DeleteObjectsOutput, DeleteObjectsRequest, _Error as Failed } from '@aws-sdk/client-s3';
import { AwsError } from '../../../wire/aws-error.ts';
import type { Operation } from '../../service.ts';
import type { Bucket } from '../bucket.ts';
import { deleteCheck } from '../conditions.ts';
import { errors } from '../errors.ts';
import { checkVersionId } from '../object-record.ts';
import type { S3 } from '../s3.ts';

/** One that cannot be deleted does not keep the others. @throws NoSuchBucket, MalformedXML */
export const deleteObjects =
  (s3: S3): Operation<DeleteObjectsRequest, DeleteObjectsOutput> =>
  (input, call) => {
    const bucket = s3.buckets.get(input.Bucket);
    if (input.BypassGovernanceRetention !== undefined) throw errors.noBypass();
    const wanted = input.Delete?.Objects ?? [];
    if (wanted.length < 1 || wanted.length > 1000) throw errors.malformedXml();
    const deleted: DeletedObject[] = [];
    const failed: Failed[] = [];
    for (const { Key: key = '', VersionId, ETag } of wanted) {
      try {
        if (VersionId !== undefined) checkListedVersion(bucket, key, VersionId);
        const removed = s3.objects.remove(bucket, key, VersionId, deleteCheck(key, ETag));
        deleted.push({
          Key: key,
          VersionId,
          DeleteMarker: removed.deleteMarker,
          DeleteMarkerVersionId: removed.deleteMarker ? removed.versionId : undefined,
        });
        if (removed.event) s3.notify(bucket, { name: removed.event, key, versionId: removed.versionId }, call);
      } catch (cause) {
        if (!(cause instanceof AwsError)) throw cause;
        failed.push({ Key: key, VersionId, Code: cause.code, Message: cause.message });
      }
    }
    return { Deleted: input.Delete?.Quiet ? undefined : deleted, Errors: failed.length > 0 ? failed : undefined };
  };

/** In a list, what is no version's id is called one that is not there. @throws NoSuchVersion */
function checkListedVersion(bucket: Bucket, key: string, versionId: string): void {
  try {
    checkVersionId(bucket, versionId);
  } catch {
    throw errors.noVersion(key, versionId);
  }
}
