/** AWS::ApiGateway::RestApi. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html */
import type { CreateRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, booleanOf, mapOf, numberOf, tagsOf, textOf, textsOf, unlessGone } from '../../resource-properties.ts';
import type { ApiGatewayStore } from '../store.ts';
import { importBody } from './import-body.ts';

export function restApiResource(ask: Ask, store: ApiGatewayStore): ResourceProvider {
  const state = (apiId: string, rootResourceId: string | undefined) => ({
    physicalId: apiId,
    attributes: { RestApiId: apiId, RootResourceId: rootResourceId },
  });

  return {
    type: 'AWS::ApiGateway::RestApi',
    properties: [
      ...[
        'Name',
        'Description',
        'Body',
        'BinaryMediaTypes',
        'EndpointConfiguration',
        'ApiKeySourceType',
        'MinimumCompressionSize',
      ],
      ...['Policy', 'FailOnWarnings', 'DisableExecuteApiEndpoint', 'Parameters', 'Tags', 'Mode'],
    ],
    createOnly: [],
    async create(request) {
      const { Body: body } = request.properties;
      const made = await ask<RestApi>(request, 'CreateRestApi', { ...input(request) });
      try {
        if (body !== undefined) await importBody(ask, store, request, made.id ?? '', mapOf('Body', body));
      } catch (cause) {
        await ask(request, 'DeleteRestApi', { restApiId: made.id });
        throw cause;
      }
      return state(made.id ?? '', made.rootResourceId);
    },
    async update(request, { physicalId: apiId, properties: before }) {
      const api = store.api(request.tenant, apiId);
      const wanted = input(request);
      store.putApi(request.tenant, {
        ...api,
        name: wanted.name ?? api.name,
        description: wanted.description,
        binaryMediaTypes: wanted.binaryMediaTypes ?? [],
        endpointTypes: wanted.endpointConfiguration?.types ?? ['EDGE'],
        apiKeySource: wanted.apiKeySource ?? 'HEADER',
        minimumCompressionSize: wanted.minimumCompressionSize,
        policy: wanted.policy,
        disableExecuteApiEndpoint: wanted.disableExecuteApiEndpoint ?? false,
        tags: wanted.tags ?? {},
      });
      const { Body: body } = request.properties;
      if (body !== undefined && JSON.stringify(body) !== JSON.stringify(before['Body'])) {
        await importBody(ask, store, request, apiId, mapOf('Body', body));
      }
      return state(apiId, api.rootResourceId);
    },
    delete: (request, physicalId) => unlessGone(ask(request, 'DeleteRestApi', { restApiId: physicalId })),
  };
}

/** What CreateRestApi takes. The name and description of a `Body` stand in for absent ones. */
function input(request: ResourceRequest): CreateRestApiRequest {
  const { properties } = request;
  const info = mapOf('Body/info', mapOf('Body', properties['Body'])['info']);
  const body = mapOf('Body', properties['Body']);
  const endpoint = mapOf('EndpointConfiguration', properties['EndpointConfiguration']);
  const media = properties['BinaryMediaTypes'] ?? body['x-amazon-apigateway-binary-media-types'];
  const types = textsOf('EndpointConfiguration/Types', endpoint['Types']);
  return {
    name: textOf(properties['Name']) ?? textOf(info['title']),
    description: textOf(properties['Description']) ?? textOf(info['description']),
    // Slashes are written as ~1 in SAM's templates.
    binaryMediaTypes: textsOf('BinaryMediaTypes', media).map((type) => type.replaceAll('~1', '/')),
    ...(types.length > 0 ? { endpointConfiguration: { types: types as ('EDGE' | 'REGIONAL' | 'PRIVATE')[] } } : {}),
    apiKeySource: textOf(properties['ApiKeySourceType']) as CreateRestApiRequest['apiKeySource'],
    minimumCompressionSize: numberOf('MinimumCompressionSize', properties['MinimumCompressionSize']),
    policy: textOf(properties['Policy']),
    disableExecuteApiEndpoint: booleanOf('DisableExecuteApiEndpoint', properties['DisableExecuteApiEndpoint']),
    tags: tagsOf(request),
  };
}
