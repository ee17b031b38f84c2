/** AWS::ApiGateway::GatewayResponse. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, physicalName, textOf, unlessGone } from '../../resource-properties.ts';

export function gatewayResponseResource(ask: Ask): ResourceProvider {
  const address = ({ properties }: ResourceRequest) => ({
    restApiId: textOf(properties['RestApiId']),
    responseType: textOf(properties['ResponseType']),
  });
  const put = (request: ResourceRequest) =>
    ask(request, 'PutGatewayResponse', {
      ...address(request),
      statusCode: textOf(request.properties['StatusCode']),
      responseParameters: request.properties['ResponseParameters'],
      responseTemplates: request.properties['ResponseTemplates'],
    });
  const state = (physicalId: string) => ({ physicalId, attributes: { Id: physicalId } });
  return {
    type: 'AWS::ApiGateway::GatewayResponse',
    properties: ['RestApiId', 'ResponseType', 'StatusCode', 'ResponseParameters', 'ResponseTemplates'],
    createOnly: ['RestApiId', 'ResponseType'],
    required: ['ResponseType', 'RestApiId'],
    async create(request) {
      await put(request);
      return state(physicalName(request, 64));
    },
    async update(request, { physicalId }) {
      await put(request);
      return state(physicalId);
    },
    delete: (request) => unlessGone(ask(request, 'DeleteGatewayResponse', address(request))),
  };
}
