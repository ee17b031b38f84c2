/** AWS::ApiGateway::Resource. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html */
import type { Resource } from '@aws-sdk/client-api-gateway';
import type { ResourceProvider } from '../../ports.ts';
import { type Ask, neverUpdated, textOf, unlessGone } from '../../resource-properties.ts';

const properties = ['RestApiId', 'ParentId', 'PathPart'];

export function pathResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::ApiGateway::Resource',
    properties,
    createOnly: properties,
    required: ['ParentId', 'PathPart', 'RestApiId'],
    async create(request) {
      const made = await ask<Resource>(request, 'CreateResource', {
        restApiId: textOf(request.properties['RestApiId']),
        parentId: textOf(request.properties['ParentId']),
        pathPart: textOf(request.properties['PathPart']),
      });
      return { physicalId: made.id ?? '', attributes: { ResourceId: made.id } };
    },
    update: neverUpdated('AWS::ApiGateway::Resource'),
    delete: (request, resourceId) =>
      unlessGone(ask(request, 'DeleteResource', { restApiId: textOf(request.properties['RestApiId']), resourceId })),
  };
}
