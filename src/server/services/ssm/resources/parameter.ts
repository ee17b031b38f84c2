/** AWS::SSM::Parameter. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
import { randomBytes } from 'node:crypto';
import type { PutParameterRequest } from '@aws-sdk/client-ssm';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { errors } from '../errors.ts';
import type { Ssm } from '../parameter.ts';
import { writeParameter } from '../write-parameter.ts';

export function parameterProvider(ssm: Ssm): ResourceProvider {
  const write = (request: ResourceRequest, name: string, overwrite: boolean): ResourceState => {
    const { properties, tenant } = request;
    if (properties['Type'] === 'SecureString') throw errors.invalid('SecureString cannot be created by CloudFormation');
    const tags = { ...((properties['Tags'] ?? {}) as Record<string, string>), ...request.tags };
    const { Tags: _, ...given } = properties;
    // A template's numbers are texts here: `Value: 3`, or what Fn::Length gives.
    const input = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, typeof value === 'number' ? String(value) : value]),
    );
    writeParameter(
      ssm,
      tenant,
      { ...(input as unknown as PutParameterRequest), Name: name, Overwrite: overwrite },
      request.stackId,
    );
    const stored = ssm.parameters.find(tenant, name);
    if (stored) ssm.parameters.put(tenant, { ...stored, tags });
    return { physicalId: name, attributes: { Type: properties['Type'], Value: properties['Value'] } };
  };
  return {
    type: 'AWS::SSM::Parameter',
    properties: ['AllowedPattern', 'DataType', 'Description', 'Name', 'Tags', 'Tier', 'Type', 'Value'],
    createOnly: ['Name'],
    required: ['Value', 'Type'],
    create: async (request) =>
      write(
        request,
        String(
          request.properties['Name'] ??
            `CFN-${request.logicalId}-${randomBytes(9)
              .toString('base64url')
              .replace(/[^a-zA-Z0-9]/g, '0')}`,
        ),
        false,
      ),
    update: async (request, previous) => write(request, previous.physicalId, true),
    async delete({ tenant }, physicalId) {
      ssm.parameters.remove(tenant, physicalId);
    },
  };
}
