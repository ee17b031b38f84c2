/** AWS::ECR::Repository. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html */
import { randomBytes } from 'node:crypto';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Repositories, repositoryArn, repositoryUri } from '../repository.ts';

interface RepositoryProperties {
  readonly RepositoryName?: string;
  readonly ImageTagMutability?: string;
  readonly ImageScanningConfiguration?: { readonly ScanOnPush?: boolean | string };
  readonly LifecyclePolicy?: { readonly LifecyclePolicyText?: string };
  readonly RepositoryPolicyText?: unknown;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export function repositoryProvider(repositories: Repositories): ResourceProvider {
  const fields = (request: ResourceRequest) => {
    const properties = request.properties as RepositoryProperties;
    const policy = properties.RepositoryPolicyText;
    return {
      tagMutability: properties.ImageTagMutability ?? 'MUTABLE',
      scanOnPush: String(properties.ImageScanningConfiguration?.ScanOnPush ?? false) === 'true',
      lifecyclePolicy: properties.LifecyclePolicy?.LifecyclePolicyText,
      policy: policy === undefined || typeof policy === 'string' ? policy : JSON.stringify(policy),
      tags: { ...Object.fromEntries((properties.Tags ?? []).map(({ Key, Value }) => [Key, Value])), ...request.tags },
    };
  };
  const state = ({ tenant }: ResourceRequest, name: string): ResourceState => ({
    physicalId: name,
    attributes: { Arn: repositoryArn(tenant, name), RepositoryUri: repositoryUri(tenant, name) },
  });
  return {
    type: 'AWS::ECR::Repository',
    properties: [
      'EmptyOnDelete',
      'ImageScanningConfiguration',
      'ImageTagMutability',
      'LifecyclePolicy',
      'RepositoryName',
      'RepositoryPolicyText',
      'Tags',
    ],
    createOnly: ['RepositoryName'],
    async create(request) {
      const { RepositoryName } = request.properties as RepositoryProperties;
      const generated = `${request.stackName}-${request.logicalId}-${randomBytes(6).toString('hex')}`.toLowerCase();
      return state(request, repositories.create(request.tenant, { name: RepositoryName ?? generated, ...fields(request) }).name);
    },
    async update(request, { physicalId }) {
      repositories.put(request.tenant, { ...repositories.get(request.tenant, physicalId), ...fields(request) });
      return state(request, physicalId);
    },
    async delete({ tenant }, physicalId) {
      repositories.remove(tenant, physicalId);
    },
  };
}
