/** AWS::CDK::Metadata, a resource type that makes nothing: what CDK counts its users with. */
import type { ResourceProvider } from '../../ports.ts';
import { physicalName } from '../../resource-properties.ts';

export const cdkMetadata: ResourceProvider = {
  type: 'AWS::CDK::Metadata',
  properties: ['*'],
  createOnly: [],
  create: async (request) => ({ physicalId: physicalName(request, 64), attributes: {} }),
  update: async (_request, { physicalId }) => ({ physicalId, attributes: {} }),
  delete: async () => undefined,
};
