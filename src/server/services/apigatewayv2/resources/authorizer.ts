/** AWS::ApiGatewayV2::Authorizer. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-authorizer.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, booleanOf, mapOf, numberOf, onlyMembers, textOf, textsOf, unlessGone } from '../../resource-properties.ts';

const texts = [
  ...['ApiId', 'Name', 'AuthorizerType', 'AuthorizerUri', 'AuthorizerCredentialsArn', 'AuthorizerPayloadFormatVersion'],
];
const state = (AuthorizerId = '') => ({ physicalId: AuthorizerId, attributes: { AuthorizerId } });

export function authorizerResource(ask: Ask): ResourceProvider {
  return {
    type: 'AWS::ApiGatewayV2::Authorizer',
    properties: [...texts, 'IdentitySource', 'JwtConfiguration', 'EnableSimpleResponses', 'AuthorizerResultTtlInSeconds'],
    createOnly: ['ApiId'],
    required: ['AuthorizerType', 'ApiId', 'Name'],
    async create(request) {
      return state((await ask<{ AuthorizerId?: string }>(request, 'CreateAuthorizer', settings(request))).AuthorizerId);
    },
    async update(request, { physicalId: AuthorizerId }) {
      await ask(request, 'UpdateAuthorizer', { ...settings(request), AuthorizerId });
      return state(AuthorizerId);
    },
    delete: (request, AuthorizerId) =>
      unlessGone(ask(request, 'DeleteAuthorizer', { ApiId: textOf(request.properties['ApiId']), AuthorizerId })),
  };
}

function settings({ properties }: ResourceRequest) {
  const jwt = mapOf('JwtConfiguration', properties['JwtConfiguration']);
  onlyMembers('JwtConfiguration', jwt, ['Audience', 'Issuer']);
  return {
    ...Object.fromEntries(texts.map((name) => [name, textOf(properties[name])])),
    IdentitySource:
      properties['IdentitySource'] === undefined ? undefined : textsOf('IdentitySource', properties['IdentitySource']),
    JwtConfiguration:
      properties['JwtConfiguration'] === undefined
        ? undefined
        : { Audience: textsOf('JwtConfiguration/Audience', jwt['Audience']), Issuer: textOf(jwt['Issuer']) },
    EnableSimpleResponses: booleanOf('EnableSimpleResponses', properties['EnableSimpleResponses']),
    AuthorizerResultTtlInSeconds: numberOf('AuthorizerResultTtlInSeconds', properties['AuthorizerResultTtlInSeconds']),
  };
}
