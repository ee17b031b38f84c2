/** AWS::ApiGatewayV2::Route. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-route.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, textOf, unlessGone } from '../../resource-properties.ts';

const state = (RouteId = '') => ({ physicalId: RouteId, attributes: { RouteId } });

export function routeResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Route',
    properties: ['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'OperationName'],
    createOnly: ['ApiId'],
    async create(request) {
      return state((await ask<{ RouteId?: string }>(request, 'CreateRoute', settings(request))).RouteId);
    },
    async update(request, { physicalId: RouteId }) {
      await ask(request, 'UpdateRoute', { ...settings(request), RouteId });
      return state(RouteId);
    },
    delete: (request, RouteId) =>
      unlessGone(ask(request, 'DeleteRoute', { ApiId: textOf(request.properties['ApiId']), RouteId })),
  };
}

function settings({ properties }: ResourceRequest) {
  const names = ['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'OperationName'];
  return Object.fromEntries(names.map((name) => [name, textOf(properties[name])]));
}
