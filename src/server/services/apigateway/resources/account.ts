/**
 * AWS::ApiGateway::Account: the role with which API Gateway writes its own logs. It writes none here, so that there is nothing to do;
 * CDK puts it into every stack with a REST API.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html
 */
import type { ResourceProvider } from '../../ports.ts';
import { physicalName } from '../../resource-properties.ts';

export const accountResource: ResourceProvider = {
  type: 'AWS::ApiGateway::Account',
  properties: ['CloudWatchRoleArn'],
  createOnly: [],
  create: async (request) => {
    const physicalId = physicalName(request, 64);
    return { physicalId, attributes: { Id: physicalId } };
  },
  update: async (_request, { physicalId }) => ({ physicalId, attributes: { Id: physicalId } }),
  delete: async () => undefined,
};
