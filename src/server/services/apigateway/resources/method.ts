/** AWS::ApiGateway::Method. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html */
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import {
  type Ask,
  booleanOf,
  listOf,
  mapOf,
  numberOf,
  onlyMembers,
  physicalName,
  textOf,
  textsOf,
  unlessGone,
} from '../../resource-properties.ts';
import type { Turns } from './turns.ts';

const integrationMembers = [
  ...['Type', 'IntegrationHttpMethod', 'Uri', 'Credentials', 'PassthroughBehavior', 'ContentHandling', 'RequestTemplates'],
  ...[
    'RequestParameters',
    'TimeoutInMillis',
    'IntegrationResponses',
    'CacheNamespace',
    'CacheKeyParameters',
    'ConnectionType',
    'TlsConfig',
  ],
];

export function methodResource(ask: Ask, turns: Turns): ResourceProvider {
  const address = ({ properties }: ResourceRequest) => ({
    restApiId: textOf(properties['RestApiId']),
    resourceId: textOf(properties['ResourceId']),
    httpMethod: textOf(properties['HttpMethod']),
  });
  const remove = (request: ResourceRequest): Promise<void> => unlessGone(ask(request, 'DeleteMethod', address(request)));

  const inTurn = (request: ResourceRequest, work: () => Promise<void>): Promise<void> =>
    turns(address(request).restApiId ?? '', work);

  async function put(request: ResourceRequest): Promise<void> {
    const { properties } = request;
    const at = address(request);
    await ask(request, 'PutMethod', {
      ...at,
      authorizationType: textOf(properties['AuthorizationType']),
      authorizerId: textOf(properties['AuthorizerId']),
      authorizationScopes: properties['AuthorizationScopes'] && textsOf('AuthorizationScopes', properties['AuthorizationScopes']),
      apiKeyRequired: booleanOf('ApiKeyRequired', properties['ApiKeyRequired']),
      operationName: textOf(properties['OperationName']),
      requestParameters: properties['RequestParameters'] && booleans('RequestParameters', properties['RequestParameters']),
      requestModels: properties['RequestModels'],
      requestValidatorId: textOf(properties['RequestValidatorId']),
    });
    try {
      await putRest(request, at);
    } catch (cause) {
      await remove(request);
      throw cause;
    }
  }

  async function putRest(request: ResourceRequest, at: ReturnType<typeof address>): Promise<void> {
    const { properties } = request;
    for (const entry of listOf('MethodResponses', properties['MethodResponses'])) {
      const response = mapOf('MethodResponses', entry);
      await ask(request, 'PutMethodResponse', {
        ...at,
        statusCode: textOf(response['StatusCode']),
        responseParameters: response['ResponseParameters'] && booleans('ResponseParameters', response['ResponseParameters']),
        responseModels: response['ResponseModels'],
      });
    }
    if (properties['Integration'] === undefined) return;
    const integration = mapOf('Integration', properties['Integration']);
    onlyMembers('Integration', integration, integrationMembers);
    await ask(request, 'PutIntegration', {
      ...at,
      type: textOf(integration['Type']),
      integrationHttpMethod: textOf(integration['IntegrationHttpMethod']),
      uri: textOf(integration['Uri']),
      credentials: textOf(integration['Credentials']),
      passthroughBehavior: textOf(integration['PassthroughBehavior']),
      contentHandling: textOf(integration['ContentHandling']),
      requestTemplates: integration['RequestTemplates'],
      requestParameters: integration['RequestParameters'],
      cacheNamespace: textOf(integration['CacheNamespace']),
      cacheKeyParameters: integration['CacheKeyParameters'] && textsOf('CacheKeyParameters', integration['CacheKeyParameters']),
      connectionType: textOf(integration['ConnectionType']),
      tlsConfig: integration['TlsConfig'] && {
        insecureSkipVerification: booleanOf(
          'TlsConfig/InsecureSkipVerification',
          mapOf('TlsConfig', integration['TlsConfig'])['InsecureSkipVerification'],
        ),
      },
      timeoutInMillis: numberOf('TimeoutInMillis', integration['TimeoutInMillis']),
    });
    for (const entry of listOf('IntegrationResponses', integration['IntegrationResponses'])) {
      const response = mapOf('IntegrationResponses', entry);
      await ask(request, 'PutIntegrationResponse', {
        ...at,
        statusCode: textOf(response['StatusCode']),
        selectionPattern: textOf(response['SelectionPattern']),
        responseParameters: response['ResponseParameters'],
        responseTemplates: response['ResponseTemplates'],
        contentHandling: textOf(response['ContentHandling']),
      });
    }
  }

  return {
    type: 'AWS::ApiGateway::Method',
    properties: [
      ...['RestApiId', 'ResourceId', 'HttpMethod', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes', 'ApiKeyRequired'],
      ...['OperationName', 'RequestParameters'],
      ...['RequestModels', 'RequestValidatorId', 'Integration', 'MethodResponses'],
    ],
    createOnly: ['RestApiId', 'ResourceId', 'HttpMethod'],
    required: ['RestApiId', 'ResourceId', 'HttpMethod'],
    async create(request) {
      await inTurn(request, () => put(request));
      return { physicalId: physicalName(request, 64), attributes: {} };
    },
    async update(request, { physicalId }) {
      await inTurn(request, async () => {
        await remove(request);
        await put(request);
      });
      return { physicalId, attributes: {} };
    },
    delete: (request) => inTurn(request, () => remove(request)),
  };
}

function booleans(name: string, value: unknown): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(mapOf(name, value)).map(([key, entry]) => [key, booleanOf(`${name}/${key}`, entry) ?? false]),
  );
}
