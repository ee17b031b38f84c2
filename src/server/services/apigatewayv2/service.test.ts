import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api, Deployment, Integration, Route, Stage } from '@aws-sdk/client-apigatewayv2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { callOperation, refusalOf } from '../service.fixture.ts';
import type { Service } from '../service.ts';
import { createApiGatewayV2 } from './service.ts';

const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
const uri = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;

let directory: string;
let controlPlane: ControlPlane;
let service: Service;

const call = <Output>(operation: string, input: object) => callOperation<Output>(service, operation, input);

async function refusal(operation: string, input: object): Promise<{ status: number; code: string; message: string }> {
  const { statusCode, code, message } = await refusalOf(call(operation, input));
  return { status: statusCode, code, message };
}

const itemsOf = async <Item>(operation: string, ApiId: string | undefined): Promise<Item[]> =>
  (await call<{ Items: Item[] }>(operation, { ApiId })).Items;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-apigatewayv2-'));
  controlPlane = openControlPlane(directory);
  ({ service } = createApiGatewayV2({ controlPlane, config: resolveConfig({}, {}) }));
});

afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('an HTTP API', () => {
  it('made with a target serves everything from its $default stage', async () => {
    const api = await call<Api>('CreateApi', { Name: 'quick', ProtocolType: 'HTTP', Target: functionArn });
    expect(api).toMatchObject({
      ApiId: expect.stringMatching(/^[a-z0-9]{10}$/),
      ProtocolType: 'HTTP',
      CreatedDate: expect.any(Date),
    });
    expect(api.ApiEndpoint).toBe(`https://${api.ApiId}.execute-api.eu-west-1.amazonaws.com`);
    const [integration] = await itemsOf<Integration>('GetIntegrations', api.ApiId);
    expect(integration).toMatchObject({ IntegrationUri: functionArn, PayloadFormatVersion: '2.0', ApiGatewayManaged: true });
    expect(await itemsOf<Route>('GetRoutes', api.ApiId)).toMatchObject([
      { RouteKey: '$default', Target: `integrations/${integration?.IntegrationId}` },
    ]);
    const [stage] = await itemsOf<Stage>('GetStages', api.ApiId);
    const [deployment] = await itemsOf<Deployment>('GetDeployments', api.ApiId);
    expect(stage).toMatchObject({ StageName: '$default', AutoDeploy: true, DeploymentId: deployment?.DeploymentId });
  });

  it('deploys every change to its automatic stages and keeps one deployment for them', async () => {
    const { ApiId } = await call<Api>('CreateApi', { Name: 'a', ProtocolType: 'HTTP' });
    const first = await call<Stage>('CreateStage', { ApiId, StageName: '$default', AutoDeploy: true });
    await call('CreateStage', { ApiId, StageName: 'manual' });
    const { IntegrationId } = await call<Integration>('CreateIntegration', {
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: uri,
      PayloadFormatVersion: '2.0',
    });
    await call('CreateRoute', { ApiId, RouteKey: 'GET /hello', Target: `integrations/${IntegrationId}` });
    const second = await call<Stage>('GetStage', { ApiId, StageName: '$default' });
    expect(second.DeploymentId).not.toBe(first.DeploymentId);
    expect(await itemsOf('GetDeployments', ApiId)).toHaveLength(1);
    expect((await call<Stage>('GetStage', { ApiId, StageName: 'manual' })).DeploymentId).toBeUndefined();
    const { DeploymentId } = await call<Deployment>('CreateDeployment', { ApiId, StageName: 'manual' });
    expect(await call('GetStage', { ApiId, StageName: 'manual' })).toMatchObject({ DeploymentId });
    expect(await refusal('DeleteDeployment', { ApiId, DeploymentId })).toMatchObject({
      status: 400,
      code: 'BadRequestException',
    });
    expect(await refusal('DeleteIntegration', { ApiId, IntegrationId })).toMatchObject({
      status: 409,
      code: 'ConflictException',
    });
  });

  it('changes what an update names and nothing else', async () => {
    const { ApiId } = await call<Api>('CreateApi', { Name: 'a', Description: 'd', ProtocolType: 'HTTP' });
    await call('UpdateApi', { ApiId, CorsConfiguration: { AllowOrigins: ['*'] } });
    expect(await call('GetApi', { ApiId })).toMatchObject({
      Name: 'a',
      Description: 'd',
      CorsConfiguration: { AllowOrigins: ['*'] },
    });
    await call('DeleteCorsConfiguration', { ApiId });
    expect((await call<Api>('GetApi', { ApiId })).CorsConfiguration).toBeUndefined();
  });

  it('keeps tags of APIs and stages by their ARN', async () => {
    const { ApiId } = await call<Api>('CreateApi', { Name: 'a', ProtocolType: 'HTTP', Tags: { a: '1' } });
    const ResourceArn = `arn:aws:apigateway:eu-west-1::/apis/${ApiId}`;
    await call('TagResource', { ResourceArn, Tags: { b: '2' } });
    await call('UntagResource', { ResourceArn, TagKeys: ['a'] });
    expect(await call('GetTags', { ResourceArn })).toEqual({ Tags: { b: '2' } });
    expect(await refusal('GetTags', { ResourceArn: `${ResourceArn}/stages/none` })).toMatchObject({
      status: 404,
      code: 'NotFoundException',
    });
  });

  it('takes all that it has with it', async () => {
    const { ApiId } = await call<Api>('CreateApi', { Name: 'a', ProtocolType: 'HTTP', Target: functionArn });
    await call('DeleteApi', { ApiId });
    expect(await refusal('GetRoutes', { ApiId })).toEqual({
      status: 404,
      code: 'NotFoundException',
      message: `Invalid API identifier specified ${ApiId}`,
    });
    expect(await call('GetApis', {})).toEqual({ Items: [], NextToken: undefined });
  });

  it.each([
    ['CreateApi', { Name: 'a', ProtocolType: 'WEBSOCKET' }],
    ['CreateApi', { Name: 'a', ProtocolType: 'HTTP', Target: 'ftp://example.com' }],
    ['CreateApi', { Name: '', ProtocolType: 'HTTP' }],
    ['CreateApi', { Name: 'a', ProtocolType: 'HTTP', CorsConfiguration: { AllowOrigins: ['*'], AllowCredentials: true } }],
  ])('is refused, with nothing stored: %s %j', async (operation, input) => {
    expect(await refusal(operation, input)).toMatchObject({ status: 400, code: 'BadRequestException' });
    expect(await itemsOf('GetApis', undefined)).toEqual([]);
  });

  it.each(['hello', 'GET hello', 'get /hello', 'GET /{a+}/b', 'GET /a{b}', 'TRACE /'])(
    'refuses the route key %s',
    async (RouteKey) => {
      const { ApiId } = await call<Api>('CreateApi', { Name: 'a', ProtocolType: 'HTTP' });
      expect(await refusal('CreateRoute', { ApiId, RouteKey })).toMatchObject({ status: 400, code: 'BadRequestException' });
    },
  );
});

describe('an OpenAPI document', () => {
  const integration = { type: 'aws_proxy', httpMethod: 'POST', payloadFormatVersion: '2.0', uri };
  const document = {
    openapi: '3.0.1',
    info: { title: 'imported', version: '1.0' },
    paths: {
      '/hello': { get: { 'x-amazon-apigateway-integration': integration, responses: {} } },
      '/$default': { 'x-amazon-apigateway-any-method': { isDefaultRoute: true, 'x-amazon-apigateway-integration': integration } },
    },
    tags: [{ name: 'httpapi:createdBy', 'x-amazon-apigateway-tag-value': 'SAM' }],
    'x-amazon-apigateway-cors': { allowOrigins: ['*'] },
  };

  it('becomes routes, integrations, CORS and tags', async () => {
    const api = await call<Api>('ImportApi', { Body: JSON.stringify(document) });
    expect(api).toMatchObject({
      Name: 'imported',
      Tags: { 'httpapi:createdBy': 'SAM' },
      CorsConfiguration: { AllowOrigins: ['*'] },
    });
    const keys = (await itemsOf<Route>('GetRoutes', api.ApiId)).map((route) => route.RouteKey);
    expect(keys.sort()).toEqual(['$default', 'GET /hello']);
  });

  it('is refused for schemas that are not there only where no warnings are wanted', async () => {
    const schema = { $ref: '#/components/schemas/Missing' };
    const operation = { responses: { 200: { content: { 'application/json': { schema } } } } };
    const warned = { openapi: '3.0.1', info: { title: 'a', version: '1' }, paths: { '/update': { get: operation } } };
    const Body = JSON.stringify(warned);
    const { ApiId } = await call<Api>('ImportApi', { Body });
    const message =
      "Warnings found during import:\n\tParse issue: attribute paths.'/update'(get).responses.200.content.schema.#/components/schemas/Missing is missing";
    for (const [operationName, input] of [
      ['ImportApi', { Body }],
      ['ReimportApi', { ApiId, Body }],
    ] as const)
      await expect(call(operationName, { ...input, FailOnWarnings: true })).rejects.toThrow(message);
  });

  it('replaces the API that it is imported into, or changes nothing', async () => {
    const { ApiId } = await call<Api>('ImportApi', { Body: JSON.stringify(document) });
    const secured = { ...document, paths: { '/x': { get: { 'x-amazon-apigateway-integration': { type: 'mock', uri: 'x' } } } } };
    expect(await refusal('ReimportApi', { ApiId, Body: JSON.stringify(secured) })).toMatchObject({
      status: 400,
      code: 'BadRequestException',
    });
    expect(await itemsOf('GetRoutes', ApiId)).toHaveLength(2);
    await call('ReimportApi', { ApiId, Body: 'openapi: 3.0.1\ninfo: {title: yaml}\npaths: {}\n' });
    expect(await itemsOf('GetRoutes', ApiId)).toEqual([]);
    expect(await itemsOf('GetIntegrations', ApiId)).toEqual([]);
  });
});
