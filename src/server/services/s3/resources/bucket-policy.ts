/** AWS::S3::BucketPolicy. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import type { S3 } from '../s3.ts';

export function bucketPolicyProvider(s3: S3): ResourceProvider {
  const apply = async ({ properties }: ResourceRequest): Promise<ResourceState> => {
    const bucket = s3.buckets.get(String(properties['Bucket']));
    const document = properties['PolicyDocument'];
    putConfiguration(s3, bucket, 'policy', typeof document === 'string' ? document : JSON.stringify(document));
    return { physicalId: bucket.name, attributes: {} };
  };
  return {
    type: 'AWS::S3::BucketPolicy',
    properties: ['Bucket', 'PolicyDocument'],
    createOnly: ['Bucket'],
    required: ['Bucket', 'PolicyDocument'],
    create: apply,
    update: apply,
    async delete(_request, physicalId) {
      const bucket = s3.buckets.find(physicalId);
      if (bucket) putConfiguration(s3, bucket, 'policy', undefined);
    },
  };
}
