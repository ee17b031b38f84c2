/** AWS::ApiGatewayV2::Integration. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, mapOf, numberOf, textOf, unlessGone } from '../../resource-properties.ts';

const texts = [
  ...['ApiId', 'IntegrationType', 'IntegrationUri', 'IntegrationMethod', 'PayloadFormatVersion'],
  ...['CredentialsArn', 'Description', 'ConnectionType', 'IntegrationSubtype'],
];
const state = (IntegrationId = '') => ({ physicalId: IntegrationId, attributes: { IntegrationId } });

export function integrationResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Integration',
    properties: [...texts, 'TimeoutInMillis', 'RequestParameters', 'ResponseParameters', 'TlsConfig'],
    createOnly: ['ApiId'],
    required: ['ApiId', 'IntegrationType'],
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
    RequestParameters: properties['RequestParameters'] && textsIn('RequestParameters', properties['RequestParameters']),
    ResponseParameters: properties['ResponseParameters'] && responseParameters(properties['ResponseParameters']),
    TlsConfig: properties['TlsConfig'] && {
      ServerNameToVerify: textOf(mapOf('TlsConfig', properties['TlsConfig'])['ServerNameToVerify']),
    },
  };
}

const textsIn = (name: string, value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(mapOf(name, value)).map(([key, entry]) => [key, textOf(entry) ?? '']));

/** Templates list the mappings of a status as `ResponseParameters: [{ Destination, Source }]`; documents as a map. */
function responseParameters(value: unknown): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(mapOf('ResponseParameters', value)).map(([status, given]) => {
      const listed = mapOf('ResponseParameters', given)['ResponseParameters'];
      if (!Array.isArray(listed)) return [status, textsIn('ResponseParameters', given)];
      const pairs = listed.map((entry) => mapOf('ResponseParameters', entry));
      return [status, Object.fromEntries(pairs.map((pair) => [textOf(pair['Destination']) ?? '', textOf(pair['Source']) ?? '']))];
    }),
  );
}
