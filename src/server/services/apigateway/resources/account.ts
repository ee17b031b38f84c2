/**
 * AWS::ApiGateway::Account: the role with which API Gateway writes its own logs, which needs none here. CDK puts it into every stack
 * with a REST API.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html
 */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, physicalName, textOf } from '../../resource-properties.ts';

export function accountResource(ask: Ask): ResourceProvider {
  const patch = (request: ResourceRequest) =>
    ask(request, 'UpdateAccount', {
      patchOperations: [
        { op: 'replace', path: '/cloudwatchRoleArn', value: textOf(request.properties['CloudWatchRoleArn']) ?? '' },
      ],
    });
  const state = (physicalId: string) => ({ physicalId, attributes: { Id: physicalId } });

  return {
    type: 'AWS::ApiGateway::Account',
    properties: ['CloudWatchRoleArn'],
    createOnly: [],
    async create(request) {
      await patch(request);
      return state(physicalName(request, 64));
    },
    async update(request, { physicalId }) {
      await patch(request);
      return state(physicalId);
    },
    // The account's settings stay, as they do in AWS.
    delete: async () => undefined,
  };
}
