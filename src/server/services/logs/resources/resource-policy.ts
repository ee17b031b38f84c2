/** AWS::Logs::ResourcePolicy. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, textOf, unlessGone } from '../../resource-properties.ts';

export function resourcePolicyResource(ask: Ask): ResourceProvider {
  async function put(request: ResourceRequest, policyName: string | undefined): Promise<ResourceState> {
    const policyDocument = textOf(request.properties['PolicyDocument']);
    await ask(request, 'PutResourcePolicy', { policyName, policyDocument });
    return { physicalId: policyName ?? '', attributes: {} };
  }
  return {
    type: 'AWS::Logs::ResourcePolicy',
    properties: ['PolicyName', 'PolicyDocument'],
    createOnly: ['PolicyName'],
    required: ['PolicyName', 'PolicyDocument'],
    create: (request) => put(request, textOf(request.properties['PolicyName'])),
    update: (request, { physicalId }) => put(request, physicalId),
    delete: (request, policyName) => unlessGone(ask(request, 'DeleteResourcePolicy', { policyName })),
  };
}
