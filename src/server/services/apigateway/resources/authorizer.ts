/** AWS::ApiGateway::Authorizer. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html */
import type { Authorizer } from '@aws-sdk/client-api-gateway';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, numberOf, textOf, unlessGone } from '../../resource-properties.ts';

const texts = [
  ...['Name', 'Type', 'AuthType', 'AuthorizerUri', 'AuthorizerCredentials', 'IdentitySource', 'IdentityValidationExpression'],
];

export function authorizerResource(ask: Ask): ResourceProvider {
  const state = (id = '') => ({ physicalId: id, attributes: { AuthorizerId: id } });
  const restApiId = ({ properties }: ResourceRequest) => textOf(properties['RestApiId']);
  const settings = ({ properties }: ResourceRequest): Record<string, string | number | undefined> => ({
    ...Object.fromEntries(texts.map((name) => [camel(name), textOf(properties[name])])),
    authorizerResultTtlInSeconds: numberOf('AuthorizerResultTtlInSeconds', properties['AuthorizerResultTtlInSeconds']),
  });
  return {
    type: 'AWS::ApiGateway::Authorizer',
    properties: ['RestApiId', 'AuthorizerResultTtlInSeconds', ...texts],
    createOnly: ['RestApiId'],
    required: ['RestApiId', 'Type', 'Name'],
    async create(request) {
      const made = await ask<Authorizer>(request, 'CreateAuthorizer', { restApiId: restApiId(request), ...settings(request) });
      return state(made.id);
    },
    async update(request, { physicalId: authorizerId }) {
      const patchOperations = Object.entries({
        authType: 'custom',
        authorizerResultTtlInSeconds: 300,
        ...defined(settings(request)),
      });
      await ask(request, 'UpdateAuthorizer', {
        restApiId: restApiId(request),
        authorizerId,
        patchOperations: patchOperations.map(([field, value]) => ({ op: 'replace', path: `/${field}`, value: String(value) })),
      });
      return state(authorizerId);
    },
    delete: (request, authorizerId) =>
      unlessGone(ask(request, 'DeleteAuthorizer', { restApiId: restApiId(request), authorizerId })),
  };
}

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** What a template no longer says is emptied. */
const defined = (given: Record<string, string | number | undefined>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? emptied(name) : [[name, value]])));

const emptied = (name: string): [string, string][] =>
  ['authorizerCredentials', 'identityValidationExpression'].includes(name) ? [[name, '']] : [];
