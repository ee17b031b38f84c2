/** AWS::ApiGateway::RestApi. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html */
import type { CreateRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import {
  type Ask,
  booleanOf,
  mapOf,
  numberOf,
  onlyMembers,
  tagsOf,
  textOf,
  textsOf,
  unlessGone,
} from '../../resource-properties.ts';
import type { ApiGatewayStore } from '../store.ts';

export function restApiResource(ask: Ask, store: ApiGatewayStore): ResourceProvider {
  const state = (apiId: string, rootResourceId: string | undefined) => ({
    physicalId: apiId,
    attributes: { RestApiId: apiId, RootResourceId: rootResourceId },
  });

  /** A document first, then the properties beside it, which win. */
  async function describe(request: ResourceRequest, restApiId: string, before: unknown): Promise<void> {
    const { Body: body, Parameters: parameters } = request.properties;
    if (body !== undefined && JSON.stringify(body) !== JSON.stringify(before)) {
      await ask(request, 'PutRestApi', {
        restApiId,
        mode: textOf(request.properties['Mode']) ?? 'overwrite',
        parameters: Object.fromEntries(
          Object.entries(mapOf('Parameters', parameters)).map(([key, value]) => [key, textOf(value)]),
        ),
        body: Buffer.from(JSON.stringify(mapOf('Body', body))),
      });
    }
    const api = store.api(request.tenant, restApiId);
    const wanted = input(request);
    store.putApi(request.tenant, {
      ...api,
      name: wanted.name ?? api.name,
      description: wanted.description ?? (body === undefined ? undefined : api.description),
      binaryMediaTypes: wanted.binaryMediaTypes ?? (body === undefined ? [] : api.binaryMediaTypes),
      endpointTypes: wanted.endpointConfiguration?.types ?? ['EDGE'],
      apiKeySource: wanted.apiKeySource ?? (body === undefined ? 'HEADER' : api.apiKeySource),
      minimumCompressionSize: wanted.minimumCompressionSize ?? (body === undefined ? undefined : api.minimumCompressionSize),
      policy: wanted.policy ?? (body === undefined ? undefined : api.policy),
      disableExecuteApiEndpoint: wanted.disableExecuteApiEndpoint ?? (body === undefined ? false : api.disableExecuteApiEndpoint),
      tags: wanted.tags ?? {},
    });
  }

  return {
    type: 'AWS::ApiGateway::RestApi',
    properties: [
      ...['Name', 'Description', 'Body', 'BinaryMediaTypes', 'EndpointConfiguration', 'ApiKeySourceType'],
      ...['MinimumCompressionSize', 'Policy', 'FailOnWarnings', 'DisableExecuteApiEndpoint', 'Parameters', 'Tags', 'Mode'],
    ],
    createOnly: [],
    async create(request) {
      const made = await ask<RestApi>(request, 'CreateRestApi', { ...input(request) });
      const apiId = made.id ?? '';
      try {
        await describe(request, apiId, undefined);
      } catch (cause) {
        await ask(request, 'DeleteRestApi', { restApiId: apiId });
        throw cause;
      }
      return state(apiId, made.rootResourceId);
    },
    async update(request, { physicalId: apiId, properties: before }) {
      await describe(request, apiId, before['Body']);
      return state(apiId, store.api(request.tenant, apiId).rootResourceId);
    },
    delete: (request, physicalId) => unlessGone(ask(request, 'DeleteRestApi', { restApiId: physicalId })),
  };
}

/** What CreateRestApi takes. The name of a `Body` stands in for an absent one. */
function input(request: ResourceRequest): CreateRestApiRequest {
  const { properties } = request;
  const info = mapOf('Body/info', mapOf('Body', properties['Body'])['info']);
  const endpoint = mapOf('EndpointConfiguration', properties['EndpointConfiguration']);
  onlyMembers('EndpointConfiguration', endpoint, ['Types', 'IpAddressType', 'VpcEndpointIds']);
  const media = properties['BinaryMediaTypes'];
  const types = textsOf('EndpointConfiguration/Types', endpoint['Types']);
  return {
    name: textOf(properties['Name']) ?? textOf(info['title']),
    description: textOf(properties['Description']),
    // Slashes are written as ~1 in SAM's templates.
    ...(media === undefined
      ? {}
      : { binaryMediaTypes: textsOf('BinaryMediaTypes', media).map((type) => type.replaceAll('~1', '/')) }),
    ...(types.length > 0 ? { endpointConfiguration: { types: types as ('EDGE' | 'REGIONAL' | 'PRIVATE')[] } } : {}),
    apiKeySource: textOf(properties['ApiKeySourceType']) as CreateRestApiRequest['apiKeySource'],
    minimumCompressionSize: numberOf('MinimumCompressionSize', properties['MinimumCompressionSize']),
    policy: textOf(properties['Policy']),
    disableExecuteApiEndpoint: booleanOf('DisableExecuteApiEndpoint', properties['DisableExecuteApiEndpoint']),
    tags: tagsOf(request),
  };
}
