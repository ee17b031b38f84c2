import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CreateDeploymentRequest,
  CreateStageRequest,
  Deployment,
  Integration,
  Method,
  Resource,
  Resources,
  RestApi,
  Stage,
} from '@aws-sdk/client-api-gateway';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { callOperation, refusalOf } from '../service.fixture.ts';
import type { CallContext, Service } from '../service.ts';
import { createApiGateway } from './service.ts';

const uri =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations';

let directory: string;
let controlPlane: ControlPlane;
let service: Service;
let restApiId: string;
let root: string;

const call = <Output>(operation: string, input: object, changes: Partial<CallContext> = {}) =>
  callOperation<Output>(service, operation, input, changes);

async function refusal(...called: Parameters<typeof call>): Promise<[status: number, code: string, message: string]> {
  const { statusCode, code, message } = await refusalOf(call(...called));
  return [statusCode, code, message];
}

/** A resource with one method that calls the function. */
async function addMethod(parentId: string, pathPart: string, httpMethod = 'GET'): Promise<string> {
  const { id: resourceId } = await call<Resource>('CreateResource', { restApiId, parentId, pathPart });
  await call('PutMethod', { restApiId, resourceId, httpMethod, authorizationType: 'NONE' });
  await call('PutIntegration', { restApiId, resourceId, httpMethod, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri });
  return resourceId ?? '';
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-apigateway-'));
  controlPlane = openControlPlane(directory);
  ({ service } = createApiGateway({
    controlPlane,
    config: resolveConfig({}, {}),
    testMethod: async () => ({ status: 200, headers: [], body: new Uint8Array(), log: '', latency: 0 }),
  }));
  const api = await call<RestApi>('CreateRestApi', { name: 'test' });
  restApiId = api.id ?? '';
  root = api.rootResourceId ?? '';
});

afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('a REST API', () => {
  it('starts with its root resource', async () => {
    expect(restApiId).toMatch(/^[a-z0-9]{10}$/);
    expect(await call('GetRestApi', { restApiId })).toMatchObject({
      name: 'test',
      apiKeySource: 'HEADER',
      endpointConfiguration: { types: ['EDGE'] },
      disableExecuteApiEndpoint: false,
      rootResourceId: root,
      createdDate: expect.any(Date),
    });
    expect(await call('GetResources', { restApiId })).toEqual({ items: [{ id: root, path: '/' }] });
  });

  it('belongs to its account and region', async () => {
    expect((await refusal('GetRestApi', { restApiId }, { account: '999999999999' }))[2]).toBe(
      `Invalid API identifier specified 999999999999:${restApiId}`,
    );
  });

  it('goes with all it holds', async () => {
    await addMethod(root, 'hello');
    await call('CreateDeployment', { restApiId, stageName: 'dev' });
    await call('DeleteRestApi', { restApiId });
    const gone = [404, 'NotFoundException', `Invalid API identifier specified 123456789012:${restApiId}`];
    expect(await refusal('GetRestApi', { restApiId })).toEqual(gone);
    expect(await refusal('GetStage', { restApiId, stageName: 'dev' })).toEqual(gone);
    expect(await call('GetRestApis', {})).toEqual({ items: [], position: undefined });
  });

  it('is listed in pages', async () => {
    for (const name of ['b', 'c']) await call('CreateRestApi', { name });
    const first = await call<{ items: RestApi[]; position: string }>('GetRestApis', { limit: 2 });
    const second = await call<{ items: RestApi[] }>('GetRestApis', { limit: 2, position: first.position });
    expect([...first.items, ...second.items].map((api) => api.name).sort()).toEqual(['b', 'c', 'test']);
    expect(await refusal('GetRestApis', { position: 'nonsense' })).toEqual([
      400,
      'BadRequestException',
      'Invalid position parameter',
    ]);
  });
});

describe('a resource', () => {
  it('has the path of its parents, and is found in order of paths', async () => {
    const users = await call<Resource>('CreateResource', { restApiId, parentId: root, pathPart: 'users' });
    const one = await call<Resource>('CreateResource', { restApiId, parentId: users.id, pathPart: '{id}' });
    expect(one).toMatchObject({ parentId: users.id, pathPart: '{id}', path: '/users/{id}' });
    const { items = [] } = await call<Resources>('GetResources', { restApiId });
    expect(items.map((resource) => resource.path)).toEqual(['/', '/users', '/users/{id}']);
    await call('DeleteResource', { restApiId, resourceId: users.id });
    expect((await call<Resources>('GetResources', { restApiId })).items).toHaveLength(1);
  });

  it('is refused where AWS refuses it', async () => {
    await call('CreateResource', { restApiId, parentId: root, pathPart: 'a' });
    const greedy = await call<Resource>('CreateResource', { restApiId, parentId: root, pathPart: '{proxy+}' });
    const of = (pathPart: string, parentId = root) => refusal('CreateResource', { restApiId, parentId, pathPart });
    expect(await of('a')).toEqual([409, 'ConflictException', 'Another resource with the same parent already has this name: a']);
    expect((await of('{id}'))[2]).toBe(
      'A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed',
    );
    expect((await of('a/b'))[2]).toMatch(/^Resource's path part only allow/);
    expect((await of('x', greedy.id))[1]).toBe('BadRequestException');
    expect(await of('x', 'nothing')).toEqual([404, 'NotFoundException', 'Invalid Resource identifier specified']);
    expect(await refusal('DeleteResource', { restApiId, resourceId: root })).toEqual([
      400,
      'BadRequestException',
      'Root resource cannot be deleted',
    ]);
  });
});

describe('a method', () => {
  it('is put once, with its integration', async () => {
    const resourceId = await addMethod(root, 'hello');
    const method = await call<Method>('GetMethod', { restApiId, resourceId, httpMethod: 'GET' });
    expect(method).toMatchObject({
      httpMethod: 'GET',
      authorizationType: 'NONE',
      apiKeyRequired: false,
      methodIntegration: { type: 'AWS_PROXY', httpMethod: 'POST', uri, timeoutInMillis: 29_000, cacheNamespace: resourceId },
    });
    const again = { restApiId, resourceId, httpMethod: 'GET', authorizationType: 'NONE' };
    expect(await refusal('PutMethod', again)).toEqual([409, 'ConflictException', 'Method already exists for this resource']);
    const { items = [] } = await call<Resources>('GetResources', { restApiId, embed: ['methods'] });
    expect(items[1]?.resourceMethods).toEqual({ GET: method });
  });

  it('that could not be guarded as asked is refused', async () => {
    const put = (input: object) =>
      refusal('PutMethod', { restApiId, resourceId: root, httpMethod: 'GET', authorizationType: 'NONE', ...input });
    expect((await put({ authorizationType: 'COGNITO_USER_POOLS' }))[2]).toContain('COGNITO_USER_POOLS is not built here');
    expect((await put({ authorizationType: 'CUSTOM', authorizerId: 'none' }))[2]).toContain('requires a valid authorizer');
    expect((await put({ requestValidatorId: 'none' }))[2]).toBe('Invalid Request Validator identifier specified');
    expect((await put({ requestModels: { 'application/json': 'None' } }))[2]).toBe('Invalid model identifier specified: None');
    expect((await put({ httpMethod: 'FETCH' }))[2]).toContain('Invalid HttpMethod specified. Valid options are');
  });

  it('has no integration that is not served', async () => {
    const resourceId = await addMethod(root, 'hello');
    const put = async (input: object) =>
      (
        await refusal('PutIntegration', {
          restApiId,
          resourceId,
          httpMethod: 'GET',
          type: 'AWS_PROXY',
          integrationHttpMethod: 'POST',
          uri,
          ...input,
        })
      )[2];
    expect(await put({ type: 'HTTP_PROXY' })).toBe('Invalid HTTP endpoint specified for URI');
    expect(await put({ type: 'HTTPS' })).toBe(
      "1 validation error detected: Value 'HTTPS' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
    );
    expect(await put({ type: 'AWS', uri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/GetItem' })).toContain(
      'Integrations with dynamodb are not built here',
    );
    expect(await put({ type: 'AWS', uri: 'arn:aws:apigateway:eu-west-1:ssm:action/GetParameter' })).toBe(
      'Role ARN must be specified for AWS integrations',
    );
    expect(await put({ requestParameters: { 'integration.request.header.x': 'method.request.header.y' } })).toContain(
      'Invalid mapping expression parameter specified: method.request.header.y',
    );
    expect(await put({ integrationHttpMethod: undefined })).toBe('Enumeration value for HttpMethod must be non-empty');
    expect(await put({ uri: 'http://x' })).toBe('Invalid ARN specified in the request');
    expect(await put({ uri: 'arn:aws:lambda:eu-west-1:1:function:f' })).toBe(
      'AWS ARN for integration must contain path or action',
    );
    expect(await put({ uri: 'arn:aws:apigateway:eu-west-1:sqs:path/1/q' })).toContain('only supports Lambda function');
    expect(await put({ timeoutInMillis: 30_000 })).toBe('Timeout should be between 50 ms and 29000 ms');
    expect(await put({ requestTemplates: { json: '$input.body' } })).toContain('Invalid content type specified: json');
  });

  it('may answer by itself', async () => {
    const resource = { restApiId, resourceId: root, httpMethod: 'OPTIONS' };
    await call('PutMethod', { ...resource, authorizationType: 'NONE' });
    const header = 'method.response.header.Access-Control-Allow-Origin';
    await call('PutMethodResponse', { ...resource, statusCode: '200', responseParameters: { [header]: false } });
    await call('PutIntegration', { ...resource, type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode":200}' } });
    const responseParameters = { [header]: "'*'" };
    await call('PutIntegrationResponse', { ...resource, statusCode: '200', responseParameters });
    expect(await call('GetIntegration', resource)).toMatchObject({
      type: 'MOCK',
      integrationResponses: { 200: { statusCode: '200', responseParameters } },
    });
    expect((await refusal('PutIntegrationResponse', { ...resource, statusCode: '500', responseParameters }))[2]).toContain(
      `Invalid mapping expression parameter specified: ${header}`,
    );
    await call('DeleteMethod', resource);
    expect(await refusal('GetMethod', resource)).toEqual([404, 'NotFoundException', 'Invalid Method identifier specified']);
  });
});

describe('a deployment', () => {
  const deploy = (input: Partial<CreateDeploymentRequest> = {}) => call<Deployment>('CreateDeployment', { restApiId, ...input });

  it('needs a method, and every method an integration', async () => {
    expect(await refusal('CreateDeployment', { restApiId })).toEqual([
      400,
      'BadRequestException',
      "The REST API doesn't contain any methods",
    ]);
    await call('PutMethod', { restApiId, resourceId: root, httpMethod: 'GET', authorizationType: 'NONE' });
    expect((await refusal('CreateDeployment', { restApiId }))[2]).toBe('No integration defined for method');
  });

  it('keeps the API as it was', async () => {
    await addMethod(root, 'hello');
    const { id: deploymentId } = await deploy();
    await addMethod(root, 'later');
    expect(await call('GetDeployment', { restApiId, deploymentId, embed: ['apisummary'] })).toMatchObject({
      apiSummary: { '/hello': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } },
    });
  });

  it('moves the stage that it names, and keeps its settings', async () => {
    await addMethod(root, 'hello');
    const first = await deploy({ stageName: 'dev', tracingEnabled: true, variables: { a: 'b' } });
    const second = await deploy({ stageName: 'dev' });
    expect(await call('GetStage', { restApiId, stageName: 'dev' })).toMatchObject({
      deploymentId: second.id,
      tracingEnabled: true,
      variables: { a: 'b' },
    });
    expect(await refusal('DeleteDeployment', { restApiId, deploymentId: second.id })).toEqual([
      400,
      'BadRequestException',
      'Active stages pointing to this deployment must be moved or deleted',
    ]);
    await call('DeleteDeployment', { restApiId, deploymentId: first.id });
    expect(await refusal('GetDeployment', { restApiId, deploymentId: first.id })).toEqual([
      404,
      'NotFoundException',
      'Invalid Deployment identifier specified',
    ]);
  });
});

describe('a stage', () => {
  let deploymentId: string;
  const create = (input: Partial<CreateStageRequest>) => ({ restApiId, deploymentId, stageName: 'dev', ...input });

  beforeEach(async () => {
    await addMethod(root, 'hello');
    deploymentId = (await call<Deployment>('CreateDeployment', { restApiId })).id ?? '';
  });

  it('is made once, for a deployment that is there', async () => {
    expect(await call<Stage>('CreateStage', create({ tracingEnabled: true }))).toMatchObject({
      stageName: 'dev',
      deploymentId,
      tracingEnabled: true,
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
      methodSettings: {},
    });
    expect(await refusal('CreateStage', create({}))).toEqual([409, 'ConflictException', 'Stage already exists']);
    expect((await refusal('CreateStage', create({ deploymentId: 'no' })))[2]).toBe('Invalid Deployment identifier specified');
    expect((await refusal('CreateStage', create({ stageName: 'a-b' })))[2]).toBe('Stage name only allows a-zA-Z0-9_');
    expect(await refusal('CreateStage', create({ stageName: 'x', documentationVersion: '1' }))).toEqual([
      404,
      'NotFoundException',
      'Invalid Documentation version specified',
    ]);
    expect((await refusal('CreateStage', create({ stageName: 'x', variables: { 'a b': 'c' } })))[2]).toContain('a b');
  });

  it('is patched: tracing, variables, description, deployment', async () => {
    await call('CreateStage', create({ variables: { old: '1', kept: '2' } }));
    const patchOperations = [
      { op: 'replace', path: '/tracingEnabled', value: 'true' },
      { op: 'replace', path: '/variables/new', value: 'x' },
      { op: 'remove', path: '/variables/old' },
      { op: 'replace', path: '/description', value: 'text' },
    ];
    expect(await call('UpdateStage', { restApiId, stageName: 'dev', patchOperations })).toMatchObject({
      tracingEnabled: true,
      variables: { kept: '2', new: 'x' },
      description: 'text',
    });
  });

  it('is not patched at all when one patch is refused', async () => {
    await call('CreateStage', create({}));
    const patch = (last: object) =>
      refusal('UpdateStage', {
        restApiId,
        stageName: 'dev',
        patchOperations: [{ op: 'replace', path: '/tracingEnabled', value: 'true' }, last],
      });
    expect((await patch({ op: 'replace', path: '/clientCertificateId', value: 'x' }))[2]).toContain('is not built here');
    expect((await patch({ op: 'replace', path: '/nothing', value: 'true' }))[2]).toMatch(
      /^Invalid method setting path: \/nothing. Must be one of: \[/,
    );
    expect((await patch({ op: 'replace', path: '/tracingEnabled', value: 'yes' }))[1]).toBe('BadRequestException');
    expect((await patch({ op: 'replace', path: '/deploymentId', value: 'no' }))[2]).toBe('Deployment id does not exist');
    expect(await call<Stage>('GetStage', { restApiId, stageName: 'dev' })).toMatchObject({ tracingEnabled: false });
  });

  it('is gone once deleted', async () => {
    await call('CreateStage', create({}));
    await call('DeleteStage', { restApiId, stageName: 'dev' });
    expect(await call('GetStages', { restApiId })).toEqual({ item: [] });
    expect(await refusal('GetStage', { restApiId, stageName: 'dev' })).toEqual([
      404,
      'NotFoundException',
      'Invalid stage identifier specified',
    ]);
  });
});

describe('an integration', () => {
  const put = (integration: object) =>
    call<Integration>('PutIntegration', { restApiId, resourceId: root, httpMethod: 'GET', ...integration });

  beforeEach(() => call('PutMethod', { restApiId, resourceId: root, httpMethod: 'GET', authorizationType: 'NONE' }));

  it('of HTTP says how it connects; others do not', async () => {
    const http = { integrationHttpMethod: 'GET', uri: 'http://example.com' };
    expect(await put({ type: 'HTTP', ...http })).toMatchObject({ connectionType: 'INTERNET' });
    expect(await put({ type: 'HTTP_PROXY', ...http })).toMatchObject({ connectionType: 'INTERNET' });
    const { connectionType } = await put({ type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri });
    expect(connectionType).toBeUndefined();
  });

  it('of MOCK has neither address nor method', async () => {
    const mock = await put({ type: 'MOCK', integrationHttpMethod: 'GET', uri: 'http://example.com' });
    expect(mock).toMatchObject({ type: 'MOCK', uri: undefined, httpMethod: undefined });
  });

  it("tells of a response's templates as they were given, an empty one as null", async () => {
    await put({ type: 'MOCK' });
    const at = { restApiId, resourceId: root, httpMethod: 'GET', statusCode: '200' };
    const response = (input: object) => call('PutIntegrationResponse', { ...at, ...input });
    expect(await response({ responseTemplates: {} })).toMatchObject({ responseTemplates: {} });
    expect(await response({ responseTemplates: { 'application/json': '' } })).toMatchObject({
      responseTemplates: { 'application/json': null },
    });
    expect(await response({})).toMatchObject({ responseTemplates: undefined });
  });
});

describe('API keys', () => {
  it('are listed newest first, in pages', async () => {
    const { id: usagePlanId } = await call<{ id: string }>('CreateUsagePlan', { name: 'plan' });
    for (const name of ['first', 'second', '']) {
      const { id: keyId } = await call<{ id: string }>('CreateApiKey', { name, value: '' });
      await call('CreateUsagePlanKey', { usagePlanId, keyId, keyType: 'API_KEY' });
      // Their times are told in seconds and kept in milliseconds.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const named = [{ name: undefined }, { name: 'second' }, { name: 'first' }];
    expect(await call('GetApiKeys', {})).toMatchObject({ items: named, position: undefined });
    const page = await call<{ position: string }>('GetApiKeys', { limit: 2 });
    expect(page).toMatchObject({ items: named.slice(0, 2) });
    expect(await call('GetApiKeys', { limit: 2, position: page.position })).toMatchObject({ items: named.slice(2) });
    expect(await call('GetUsagePlanKeys', { usagePlanId })).toMatchObject({ items: named });
    expect(await call('GetUsagePlanKeys', { usagePlanId: 'nothing' })).toMatchObject({ items: [] });
  });

  it('have descriptions that are not too long', async () => {
    const { id: apiKey } = await call<{ id: string }>('CreateApiKey', {});
    const patchOperations = [{ op: 'replace', path: '/description', value: 'a'.repeat(125_001) }];
    expect(await refusal('UpdateApiKey', { apiKey, patchOperations })).toEqual([
      400,
      'BadRequestException',
      'Invalid API Key description specified.',
    ]);
  });
});
