/**
 * S3: buckets, objects, versions, multipart uploads, notifications of functions.
 *
 * Who calls it: `services/index.ts`; the front door hands streamed bodies to `receiveBody` before an operation runs.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
 */
import type { Config } from '../../config.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { BodyReceiver } from '../../wire/http.ts';
import type { FunctionInvoker, ResourceProvider, Tenant } from '../ports.ts';
import type { Service } from '../service.ts';
import { openBlobs } from './blobs.ts';
import { openBuckets } from './bucket.ts';
import { configurationOperations } from './bucket-configuration.ts';
import { withOwnerChecks } from './expected-owner.ts';
import { openUploads } from './multipart-upload.ts';
import { createNotify, type PutEvent } from './notification.ts';
import { openObjects } from './object-record.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjectTagging } from './operations/delete-object-tagging.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getBucketAcl } from './operations/get-bucket-acl.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getBucketNotificationConfiguration } from './operations/get-bucket-notification-configuration.ts';
import { getBucketVersioning } from './operations/get-bucket-versioning.ts';
import { getObject } from './operations/get-object.ts';
import { getObjectAcl } from './operations/get-object-acl.ts';
import { getObjectAttributes } from './operations/get-object-attributes.ts';
import { getObjectTagging } from './operations/get-object-tagging.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjects } from './operations/list-objects.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { listParts } from './operations/list-parts.ts';
import { putBucketNotificationConfiguration } from './operations/put-bucket-notification-configuration.ts';
import { putBucketVersioning } from './operations/put-bucket-versioning.ts';
import { putObject } from './operations/put-object.ts';
import { putObjectTagging } from './operations/put-object-tagging.ts';
import { uploadPart } from './operations/upload-part.ts';
import { uploadPartCopy } from './operations/upload-part-copy.ts';
import { receiveBody } from './receive-body.ts';
import { bucketProvider } from './resources/bucket.ts';
import { bucketPolicyProvider } from './resources/bucket-policy.ts';
import type { S3 } from './s3.ts';

export interface S3Deps {
  readonly controlPlane: ControlPlane;
  readonly config: Config;
  /** Bytes are kept in `objects/` below it. */
  readonly dataDir: string;
  readonly invoker: FunctionInvoker;
  /** Undefined: there is no event bus. */
  readonly putEvent?: PutEvent | undefined;
  /** Told of functions that could not be called. */
  readonly log?: ((line: string) => void) | undefined;
}

export function createS3(deps: S3Deps): {
  readonly service: Service;
  readonly resources: readonly ResourceProvider[];
  readonly receiveBody: BodyReceiver;
  /** The whole object, for code of functions; undefined when there is none. */
  readObject(tenant: Tenant, bucket: string, key: string, version?: string): Promise<Uint8Array | undefined>;
  hasBucket(name: string): boolean;
} {
  const { controlPlane, config, invoker } = deps;
  const blobs = openBlobs(deps.dataDir, controlPlane);
  const uploads = openUploads(controlPlane, blobs);
  const s3: S3 = {
    config,
    controlPlane,
    invoker,
    blobs,
    buckets: openBuckets(controlPlane, Date.now),
    objects: openObjects(controlPlane, blobs, Date.now, uploads.overtake),
    uploads,
    notify: createNotify(invoker, deps.putEvent, deps.log ?? (() => undefined), Date.now),
    now: Date.now,
  };
  return {
    service: {
      id: 's3',
      operations: withOwnerChecks(s3.buckets, {
        ...configurationOperations(s3),
        AbortMultipartUpload: abortMultipartUpload(s3),
        CompleteMultipartUpload: completeMultipartUpload(s3),
        CopyObject: copyObject(s3),
        CreateBucket: createBucket(s3),
        CreateMultipartUpload: createMultipartUpload(s3),
        DeleteBucket: deleteBucket(s3),
        DeleteObjectTagging: deleteObjectTagging(s3),
        DeleteObject: deleteObject(s3),
        DeleteObjects: deleteObjects(s3),
        GetBucketAcl: getBucketAcl(s3),
        GetBucketLocation: getBucketLocation(s3),
        GetBucketNotificationConfiguration: getBucketNotificationConfiguration(s3),
        GetBucketVersioning: getBucketVersioning(s3),
        GetObjectAcl: getObjectAcl(s3),
        GetObjectAttributes: getObjectAttributes(s3),
        GetObjectTagging: getObjectTagging(s3),
        GetObject: getObject(s3),
        HeadBucket: headBucket(s3),
        HeadObject: headObject(s3),
        ListBuckets: listBuckets(s3),
        ListMultipartUploads: listMultipartUploads(s3),
        ListObjectVersions: listObjectVersions(s3),
        ListObjectsV2: listObjectsV2(s3),
        ListObjects: listObjects(s3),
        ListParts: listParts(s3),
        PutBucketNotificationConfiguration: putBucketNotificationConfiguration(s3),
        PutBucketVersioning: putBucketVersioning(s3),
        PutObjectTagging: putObjectTagging(s3),
        PutObject: putObject(s3),
        UploadPartCopy: uploadPartCopy(s3),
        UploadPart: uploadPart(s3),
      }),
    },
    resources: [bucketProvider(s3), bucketPolicyProvider(s3)],
    receiveBody: (source, headers) => receiveBody(blobs.incoming, source, headers),
    hasBucket: (name) => s3.buckets.find(name) !== undefined,
    async readObject(_tenant, name, key, versionId) {
      const bucket = s3.buckets.find(name);
      if (!bucket) return undefined;
      let version: ReturnType<typeof s3.objects.version>;
      try {
        version = s3.objects.version(bucket, key, versionId);
      } catch {
        return undefined;
      }
      const chunks: Uint8Array[] = [];
      for await (const chunk of blobs.read(version.blobs, 0, version.size)) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
  };
}
