/** AWS::ApiGateway::ApiKey. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-apikey.html */
import type { ApiKey } from '@aws-sdk/client-api-gateway';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, booleanOf, physicalName, tagsOf, textOf, unlessGone } from '../../resource-properties.ts';

export function apiKeyResource(ask: Ask): ResourceProvider {
  const state = (id = '') => ({ physicalId: id, attributes: { APIKeyId: id } });
  const settings = ({ properties }: ResourceRequest) => ({
    description: textOf(properties['Description']),
    customerId: textOf(properties['CustomerId']),
    enabled: booleanOf('Enabled', properties['Enabled']) ?? false,
  });
  return {
    type: 'AWS::ApiGateway::ApiKey',
    // A key for every stack is a key of its own, whatever GenerateDistinctId says.
    properties: ['Name', 'Description', 'CustomerId', 'Enabled', 'Value', 'GenerateDistinctId', 'StageKeys', 'Tags'],
    createOnly: ['Name', 'Value', 'GenerateDistinctId'],
    async create(request) {
      const { properties } = request;
      const made = await ask<ApiKey>(request, 'CreateApiKey', {
        ...settings(request),
        name: textOf(properties['Name']) ?? physicalName(request, 255),
        value: textOf(properties['Value']),
        stageKeys: properties['StageKeys'],
        tags: tagsOf(request),
      });
      return state(made.id);
    },
    async update(request, { physicalId: apiKey }) {
      const patchOperations = Object.entries(settings(request)).map(([field, value]) => ({
        op: 'replace',
        path: `/${field}`,
        value: String(value ?? ''),
      }));
      await ask(request, 'UpdateApiKey', { apiKey, patchOperations });
      const resourceArn = `arn:aws:apigateway:${request.tenant.region}::/apikeys/${apiKey}`;
      await ask(request, 'TagResource', { resourceArn, tags: tagsOf(request) });
      return state(apiKey);
    },
    delete: (request, apiKey) => unlessGone(ask(request, 'DeleteApiKey', { apiKey })),
  };
}
