/** AWS::ApiGatewayV2::Route. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-route.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, textOf, textsOf, unlessGone } from '../../resource-properties.ts';

const names = ['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'OperationName'];
const state = (RouteId = '') => ({ physicalId: RouteId, attributes: { RouteId } });

export function routeResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Route',
    properties: [...names, 'AuthorizationScopes'],
    createOnly: ['ApiId'],
    required: ['RouteKey', 'ApiId'],
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
  const scopes = properties['AuthorizationScopes'];
  return {
    ...Object.fromEntries(names.map((name) => [name, textOf(properties[name])])),
    AuthorizationScopes: scopes === undefined ? undefined : textsOf('AuthorizationScopes', scopes),
  };
}
