/** AWS::XRay::ResourcePolicy. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-xray-resourcepolicy.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, booleanOf, textOf } from '../../resource-properties.ts';
import { unlessMissing } from './tags-and-deletion.ts';

export function resourcePolicyResource(ask: Ask): ResourceProvider {
  /** @param PolicyRevisionId `0` where there must be none yet. */
  async function put(request: ResourceRequest, PolicyRevisionId?: string): Promise<ResourceState> {
    const { properties } = request;
    const PolicyName = textOf(properties['PolicyName']) ?? '';
    await ask(request, 'PutResourcePolicy', {
      PolicyName,
      PolicyDocument: textOf(properties['PolicyDocument']),
      PolicyRevisionId,
      BypassPolicyLockoutCheck: booleanOf('BypassPolicyLockoutCheck', properties['BypassPolicyLockoutCheck']),
    });
    return { physicalId: PolicyName, attributes: {} };
  }

  return {
    type: 'AWS::XRay::ResourcePolicy',
    properties: ['PolicyName', 'PolicyDocument', 'BypassPolicyLockoutCheck'],
    createOnly: ['PolicyName'],
    required: ['PolicyName', 'PolicyDocument'],
    create: (request) => put(request, '0'),
    update: (request) => put(request),
    delete: (request, PolicyName) => unlessMissing(ask(request, 'DeleteResourcePolicy', { PolicyName })),
  };
}
