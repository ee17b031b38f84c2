/** AWS::IAM::ManagedPolicy. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
import type { Policy, PolicyVersion } from '@aws-sdk/client-iam';
import { AwsError } from '../../../wire/aws-error.ts';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, physicalName, textOf, unlessGone } from '../../resource-properties.ts';
import { holders } from './policy.ts';

export function managedPolicyResource(ask: Ask): ResourceProvider {
  const state = (PolicyArn: string): ResourceState => ({ physicalId: PolicyArn, attributes: { PolicyArn } });

  async function attach(request: ResourceRequest, PolicyArn: string, before: ResourceRequest['properties']): Promise<void> {
    if (request.properties['Groups'] !== undefined)
      throw new AwsError('ValidationError', 'IAM groups are not built here: attach the policy to roles or users.');
    const wanted = holders(request.properties);
    for (const { kind, name } of wanted) await ask(request, `Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn });
    for (const { kind, name } of holders(before)) {
      if (wanted.some((one) => one.kind === kind && one.name === name)) continue;
      await unlessGone(ask(request, `Detach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn }));
    }
  }

  async function remove(request: ResourceRequest, PolicyArn: string): Promise<void> {
    for (const { kind, name } of holders(request.properties)) {
      await unlessGone(ask(request, `Detach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn }));
    }
    await deleteOldVersions(request, PolicyArn);
    await ask(request, 'DeletePolicy', { PolicyArn });
  }

  async function deleteOldVersions(request: ResourceRequest, PolicyArn: string): Promise<void> {
    const { Versions = [] } = await ask<{ Versions?: PolicyVersion[] }>(request, 'ListPolicyVersions', { PolicyArn });
    for (const { VersionId, IsDefaultVersion } of Versions) {
      if (!IsDefaultVersion) await ask(request, 'DeletePolicyVersion', { PolicyArn, VersionId });
    }
  }

  return {
    type: 'AWS::IAM::ManagedPolicy',
    properties: ['ManagedPolicyName', 'PolicyDocument', 'Description', 'Path', 'Roles', 'Users', 'Groups'],
    createOnly: ['ManagedPolicyName', 'Description', 'Path'],
    required: ['PolicyDocument'],
    async create(request) {
      const { properties } = request;
      const { Policy } = await ask<{ Policy?: Policy }>(request, 'CreatePolicy', {
        PolicyName: textOf(properties['ManagedPolicyName']) ?? physicalName(request, 128),
        PolicyDocument: textOf(properties['PolicyDocument']),
        Description: textOf(properties['Description']),
        Path: textOf(properties['Path']),
      });
      const arn = Policy?.Arn ?? '';
      try {
        await attach(request, arn, {});
      } catch (cause) {
        await remove(request, arn);
        throw cause;
      }
      return state(arn);
    },
    async update(request, { physicalId, properties }) {
      // At most five versions are kept, of which one is enough.
      await deleteOldVersions(request, physicalId);
      const PolicyDocument = textOf(request.properties['PolicyDocument']);
      await ask(request, 'CreatePolicyVersion', { PolicyArn: physicalId, PolicyDocument, SetAsDefault: true });
      await attach(request, physicalId, properties);
      return state(physicalId);
    },
    delete: (request, physicalId) => unlessGone(remove(request, physicalId)),
  };
}
