/** AWS::ApiGatewayV2::Integration. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, numberOf, textOf, unlessGone } from '../../resource-properties.ts';

const texts = [
  ...['ApiId', 'IntegrationType', 'IntegrationUri', 'IntegrationMethod', 'PayloadFormatVersion'],
  ...['CredentialsArn', 'Description', 'ConnectionType'],
];
const state = (IntegrationId = '') => ({ physicalId: IntegrationId, attributes: { IntegrationId } });

export function integrationResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Integration',
    properties: [...texts, 'TimeoutInMillis'],
    createOnly: ['ApiId'],
    async create(request) {
      return state((await ask<{ IntegrationId?: string }>(request, 'CreateIntegration', settings(request))).IntegrationId);
    },
    async update(request, { physicalId: IntegrationId }) {
      await ask(request, 'UpdateIntegration', { ...settings(request), IntegrationId });
      return state(IntegrationId);
    },
    delete: (request, IntegrationId) =>
      unlessGone(ask(request, 'DeleteIntegration', { ApiId: textOf(request.properties['ApiId']), IntegrationId })),
  };
}

function settings({ properties }: ResourceRequest) {
  return {
    ...Object.fromEntries(texts.map((name) => [name, textOf(properties[name])])),
    TimeoutInMillis: numberOf('TimeoutInMillis', properties['TimeoutInMillis']),
  };
}
