/** AWS::S3::Bucket. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
import { randomBytes } from 'node:crypto';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Bucket, bucketArn } from '../bucket.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { removeBucket } from '../operations/delete-bucket.ts';
import { setNotification } from '../operations/put-bucket-notification-configuration.ts';
import type { S3 } from '../s3.ts';
import { toTagSet } from '../tagging.ts';
import {
  type BucketProperties,
  toCors,
  toEncryption,
  toLifecycle,
  toNotification,
  toPublicAccessBlock,
} from './bucket-properties.ts';

export function bucketProvider(s3: S3): ResourceProvider {
  return {
    type: 'AWS::S3::Bucket',
    properties: [
      'BucketName',
      'AccessControl',
      'BucketEncryption',
      'CorsConfiguration',
      'LifecycleConfiguration',
      'NotificationConfiguration',
      'OwnershipControls',
      'PublicAccessBlockConfiguration',
      'Tags',
      'VersioningConfiguration',
    ],
    createOnly: ['BucketName'],
    async create(request) {
      const name = String(request.properties['BucketName'] ?? generatedName(request));
      const bucket = s3.buckets.create(request.tenant, name);
      try {
        return configure(s3, bucket, request);
      } catch (cause) {
        // CloudFormation knows no bucket of this name yet: nobody would remove it.
        s3.buckets.remove(name);
        throw cause;
      }
    },
    update: async (request, previous) => configure(s3, s3.buckets.get(previous.physicalId), request),
    async delete(_request, physicalId) {
      if (s3.buckets.find(physicalId)) removeBucket(s3, physicalId);
    },
  };
}

/** Properties that are not there are taken off, but for the versioning, which can only be suspended. */
function configure(s3: S3, before: Bucket, request: ResourceRequest): ResourceState {
  const properties = request.properties as BucketProperties;
  const wanted = properties.VersioningConfiguration?.Status;
  const versioning = wanted ?? (before.versioning && 'Suspended');
  let bucket: Bucket = { ...before, versioning };
  const tags = { ...Object.fromEntries((properties.Tags ?? []).map(({ Key, Value }) => [Key, Value])), ...request.tags };
  const configurations = {
    encryption: toEncryption(properties.BucketEncryption),
    CORS: toCors(properties.CorsConfiguration),
    lifecycle: toLifecycle(properties.LifecycleConfiguration),
    'public access block': toPublicAccessBlock(properties.PublicAccessBlockConfiguration),
    'ownership controls': properties.OwnershipControls,
    tagging: Object.keys(tags).length > 0 ? { TagSet: toTagSet(tags) } : undefined,
  };
  for (const [name, value] of Object.entries(configurations)) bucket = putConfiguration(s3, bucket, name, value);
  bucket = setNotification(s3, bucket, toNotification(properties.NotificationConfiguration));
  const { name, region } = bucket;
  return {
    physicalId: name,
    attributes: {
      Arn: bucketArn(name),
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  };
}

/** `STACK-LOGICALID-RANDOM` in lower case, in 63 characters. */
function generatedName({ stackName, logicalId }: ResourceRequest): string {
  const stem = `${stackName}-${logicalId}`.toLowerCase().replace(/[^a-z0-9-]/g, '-');
  return `${stem.slice(0, 50).replace(/-$/, '')}-${randomBytes(6).toString('hex')}`;
}
