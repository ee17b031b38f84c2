/** Resource types that make nothing: AWS::CDK::Metadata and AWS::CloudFormation::WaitConditionHandle. */
import type { ResourceProvider } from '../../ports.ts';
import { physicalName, scopeOf } from '../../resource-properties.ts';

/** What CDK counts its users with. */
export const cdkMetadata: ResourceProvider = {
  type: 'AWS::CDK::Metadata',
  properties: ['*'],
  createOnly: [],
  create: async (request) => ({ physicalId: physicalName(request, 64), attributes: {} }),
  update: async (_request, { physicalId }) => ({ physicalId, attributes: {} }),
  delete: async () => undefined,
};

/** A URL; also used as a resource that does nothing, because a template needs one. */
export const waitConditionHandle: ResourceProvider = {
  type: 'AWS::CloudFormation::WaitConditionHandle',
  properties: [],
  createOnly: [],
  create: async (request) => ({
    physicalId: `https://cloudformation-waitcondition-${request.tenant.region}.s3.amazonaws.com/${encodeURIComponent(`arn:aws:cloudformation:${scopeOf(request.tenant)}:stack/${request.stackName}`)}/${request.logicalId}`,
    attributes: {},
  }),
  update: async (_request, { physicalId }) => ({ physicalId, attributes: {} }),
  delete: async () => undefined,
};
