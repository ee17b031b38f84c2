/** AWS::ApiGatewayV2::Api, from properties or an OpenAPI `Body`. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html */
import type { Cors } from '@aws-sdk/client-apigatewayv2';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import {
  type Ask,
  booleanOf,
  mapOf,
  numberOf,
  onlyMembers,
  type Properties,
  tagsOf,
  textOf,
  textsOf,
  unlessGone,
} from '../../resource-properties.ts';

interface Made {
  readonly ApiId?: string;
  readonly ApiEndpoint?: string;
  readonly Tags?: Readonly<Record<string, string>>;
}

const quickCreate = ['Target', 'RouteKey', 'CredentialsArn'];

export function apiResource(ask: Ask): ResourceProvider {
  const state = ({ ApiId = '', ApiEndpoint }: Made) => ({ physicalId: ApiId, attributes: { ApiId, ApiEndpoint } });

  return {
    type: 'AWS::ApiGatewayV2::Api',
    properties: [
      ...['Name', 'ProtocolType', 'Description', 'Version', 'Body', 'FailOnWarnings', 'CorsConfiguration', 'Tags'],
      ...['DisableExecuteApiEndpoint', 'RouteSelectionExpression', 'IpAddressType', ...quickCreate],
    ],
    // Quick create only happens when the API is made.
    createOnly: ['ProtocolType', ...quickCreate],
    async create(request) {
      const { Body: body } = request.properties;
      const Tags = tagsOf(request);
      if (body === undefined)
        return state(await ask<Made>(request, 'CreateApi', { ...settings(request), ...quick(request), Tags }));
      const made = await ask<Made>(request, 'ImportApi', { Body: JSON.stringify(mapOf('Body', body)) });
      try {
        await applySettings(ask, request, made.ApiId ?? '');
        await tag(ask, request, made, Tags);
      } catch (cause) {
        await ask(request, 'DeleteApi', { ApiId: made.ApiId });
        throw cause;
      }
      return state(made);
    },
    async update(request, { physicalId: ApiId, properties: before }) {
      const { Body: body } = request.properties;
      const isChanged = JSON.stringify(body) !== JSON.stringify(before['Body']);
      if (body !== undefined && isChanged)
        await ask(request, 'ReimportApi', { ApiId, Body: JSON.stringify(mapOf('Body', body)) });
      await applySettings(ask, request, ApiId);
      const wasGiven = before['CorsConfiguration'] !== undefined && request.properties['CorsConfiguration'] === undefined;
      if (wasGiven && body === undefined) await ask(request, 'DeleteCorsConfiguration', { ApiId });
      const now = await ask<Made>(request, 'GetApi', { ApiId });
      await tag(ask, request, now, tagsOf(request));
      return state(now);
    },
    delete: (request, ApiId) => unlessGone(ask(request, 'DeleteApi', { ApiId })),
  };
}

/** Properties beside a `Body` win over what it says. */
async function applySettings(ask: Ask, request: ResourceRequest, ApiId: string): Promise<void> {
  const { ProtocolType: _fixed, ...given } = settings(request);
  if (Object.values(given).some((value) => value !== undefined)) await ask(request, 'UpdateApi', { ApiId, ...given });
}

async function tag(
  ask: Ask,
  request: ResourceRequest,
  { ApiId, Tags: had = {} }: Made,
  tags: Record<string, string>,
): Promise<void> {
  const ResourceArn = `arn:aws:apigateway:${request.tenant.region}::/apis/${ApiId}`;
  // An imported API's own tags stay: they are the document's.
  const gone = request.properties['Body'] === undefined ? Object.keys(had).filter((key) => !Object.hasOwn(tags, key)) : [];
  if (gone.length > 0) await ask(request, 'UntagResource', { ResourceArn, TagKeys: gone });
  await ask(request, 'TagResource', { ResourceArn, Tags: tags });
}

function settings({ properties }: ResourceRequest) {
  return {
    Name: textOf(properties['Name']),
    ProtocolType: textOf(properties['ProtocolType']),
    Description: textOf(properties['Description']),
    Version: textOf(properties['Version']),
    CorsConfiguration: corsOf(properties['CorsConfiguration']),
    DisableExecuteApiEndpoint: booleanOf('DisableExecuteApiEndpoint', properties['DisableExecuteApiEndpoint']),
  };
}

const quick = ({ properties }: ResourceRequest): Properties =>
  Object.fromEntries(quickCreate.map((name) => [name, textOf(properties[name])]));

function corsOf(given: unknown): Cors | undefined {
  if (given === undefined) return undefined;
  const cors = mapOf('CorsConfiguration', given);
  onlyMembers('CorsConfiguration', cors, [
    ...['AllowCredentials', 'AllowHeaders', 'AllowMethods', 'AllowOrigins', 'ExposeHeaders', 'MaxAge'],
  ]);
  const list = (name: string) => (cors[name] === undefined ? undefined : textsOf(`CorsConfiguration/${name}`, cors[name]));
  return {
    AllowCredentials: booleanOf('CorsConfiguration/AllowCredentials', cors['AllowCredentials']),
    AllowHeaders: list('AllowHeaders'),
    AllowMethods: list('AllowMethods'),
    AllowOrigins: list('AllowOrigins'),
    ExposeHeaders: list('ExposeHeaders'),
    MaxAge: numberOf('CorsConfiguration/MaxAge', cors['MaxAge']),
  };
}
