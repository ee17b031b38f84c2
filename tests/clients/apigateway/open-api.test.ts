/** REST APIs from OpenAPI documents and back, with boto3's shape of calls in AWS's client; and every resource type in one template. */
import {
  APIGatewayClient,
  BadRequestException,
  CreateDeploymentCommand,
  GetAuthorizersCommand,
  GetExportCommand,
  GetMethodCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  TestInvokeMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { stackWaiter } from '../../harness/stacks.ts';

let server: TestServer;
let client: APIGatewayClient;

beforeAll(async () => {
  server = await startTestServer();
  client = new APIGatewayClient(sdkSettings(server));
});

afterAll(async () => {
  await server?.stop();
});

const mock = (template: string) => ({
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: { default: { statusCode: '200', responseTemplates: { 'application/json': template } } },
});

const authorizerUri =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations';

const petStore = {
  swagger: '2.0',
  info: { title: 'pets', version: '1.10', description: 'A store' },
  basePath: '/base/v1',
  securityDefinitions: {
    api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    guard: {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri, authorizerResultTtlInSeconds: 60 },
    },
  },
  definitions: {
    Pet: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, kind: { $ref: '#/definitions/Kind' } } },
    Kind: { type: 'string', enum: ['dog', 'cat'] },
  },
  'x-amazon-apigateway-request-validators': { body: { validateRequestBody: true, validateRequestParameters: false } },
  'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.x-own': "'1'" } } },
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  paths: {
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, type: 'string' }],
      get: {
        operationId: 'GetPet',
        parameters: [{ name: 'page', in: 'query', type: 'string' }],
        responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/Pet' } } },
        'x-amazon-apigateway-integration': mock(`{"id": "$input.params('id')", "page": "$input.params('page')"}`),
      },
      delete: {
        security: [{ guard: [] }],
        responses: { 200: { description: 'ok' } },
        'x-amazon-apigateway-integration': mock('{}'),
      },
    },
    '/pets': {
      post: {
        parameters: [{ in: 'body', name: 'Pet', schema: { $ref: '#/definitions/Pet' } }],
        security: [{ api_key: [] }],
        'x-amazon-apigateway-request-validator': 'body',
        responses: { 200: { description: 'ok' } },
        'x-amazon-apigateway-integration': mock('{}'),
      },
    },
  },
};

const bytes = (document: unknown) => Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));

describe('an imported API', () => {
  it('leaves out mappings that are no texts, and lifetimes that are not given', async () => {
    const document = structuredClone(petStore) as typeof petStore & Record<string, unknown>;
    document.securityDefinitions.guard['x-amazon-apigateway-authorizer'] = { type: 'token', authorizerUri } as never;
    const requestParameters = { 'integration.request.header.a': "'1'", 'integration.request.header.b': true };
    Object.assign(document.paths['/pets'].post['x-amazon-apigateway-integration'], { requestParameters });
    const { id: restApiId, warnings } = await client.send(new ImportRestApiCommand({ body: bytes(document) }));
    const warning =
      "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.b' of resource '/pets' and method 'POST' but got 'true'";
    expect(warnings).toEqual([warning]);
    await expect(client.send(new ImportRestApiCommand({ body: bytes(document), failOnWarnings: true }))).rejects.toThrow(warning);
    const { items: authorizers = [] } = await client.send(new GetAuthorizersCommand({ restApiId }));
    expect(authorizers[0]).not.toHaveProperty('authorizerResultTtlInSeconds');
    const { items: resources = [] } = await client.send(new GetResourcesCommand({ restApiId }));
    const resourceId = resources.find(({ path }) => path === '/pets')?.id;
    const method = await client.send(new GetMethodCommand({ restApiId, resourceId, httpMethod: 'POST' }));
    expect(method.methodIntegration?.requestParameters).toEqual({ 'integration.request.header.a': "'1'" });
  });

  it('is exported with the types that its templates take and give', async () => {
    const html = { ...mock('{}'), responses: { default: { statusCode: '200', responseTemplates: { 'text/html': '<p>' } } } };
    const get = { responses: { 200: { description: 'ok' } }, 'x-amazon-apigateway-integration': html };
    const document = { swagger: '2.0', info: { title: 'page', version: '1' }, paths: { '/': { get } } };
    const { id: restApiId } = await client.send(new ImportRestApiCommand({ body: bytes(document) }));
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
    const { body } = await client.send(new GetExportCommand({ restApiId, stageName: 'dev', exportType: 'swagger' }));
    const exported = JSON.parse(Buffer.from(body ?? []).toString()) as { paths: Record<string, unknown> };
    expect(exported.paths['/']).toEqual({
      get: { consumes: ['application/json'], produces: ['text/html'], responses: { 200: { description: '200 response' } } },
    });
  });

  it('has what its document says', async () => {
    const api = await client.send(new ImportRestApiCommand({ body: bytes(petStore), parameters: { basepath: 'prepend' } }));
    expect(api).toMatchObject({ name: 'pets', version: '1.10', description: 'A store', binaryMediaTypes: ['image/png'] });
    const restApiId = api.id;
    const { items: resources = [] } = await client.send(new GetResourcesCommand({ restApiId }));
    expect(resources.map(({ path }) => path)).toEqual(['/', '/base', '/base/v1', '/base/v1/pets', '/base/v1/pets/{id}']);
    const { items: models = [] } = await client.send(new GetModelsCommand({ restApiId }));
    expect(models.map(({ name }) => name)).toEqual(['Kind', 'Pet']);
    expect(models[1]?.schema).toContain(`https://apigateway.amazonaws.com/restapis/${restApiId}/models/Kind`);
    const { items: authorizers = [] } = await client.send(new GetAuthorizersCommand({ restApiId }));
    expect(authorizers).toMatchObject([
      { name: 'guard', type: 'TOKEN', identitySource: 'method.request.header.Authorization', authorizerResultTtlInSeconds: 60 },
    ]);
    const { items: validators = [] } = await client.send(new GetRequestValidatorsCommand({ restApiId }));
    const method = (path: string, httpMethod: string) =>
      client.send(
        new GetMethodCommand({ restApiId, resourceId: resources.find((resource) => resource.path === path)?.id, httpMethod }),
      );
    expect(await method('/base/v1/pets/{id}', 'GET')).toMatchObject({
      operationName: 'GetPet',
      requestParameters: { 'method.request.path.id': true, 'method.request.querystring.page': false },
      methodResponses: { 200: { responseModels: { 'application/json': 'Pet' } } },
    });
    expect(await method('/base/v1/pets/{id}', 'DELETE')).toMatchObject({
      authorizationType: 'CUSTOM',
      authorizerId: authorizers[0]?.id,
    });
    expect(await method('/base/v1/pets', 'POST')).toMatchObject({
      apiKeyRequired: true,
      requestModels: { 'application/json': 'Pet' },
      requestValidatorId: validators[0]?.id,
    });
  });

  it('is served, tried and exported; what is exported can be imported', async () => {
    const { id: restApiId } = await client.send(new ImportRestApiCommand({ body: bytes(petStore) }));
    await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'dev' }));
    const response = await fetch(`${server.apiUrl}/restapis/${restApiId}/dev/_user_request_/pets/7?page=2`);
    expect(await response.json()).toEqual({ id: '7', page: '2' });
    const missing = await fetch(`${server.apiUrl}/restapis/${restApiId}/dev/_user_request_/nothing`);
    expect([missing.status, missing.headers.get('x-own')]).toEqual([403, '1']);
    const { items: resources = [] } = await client.send(new GetResourcesCommand({ restApiId }));
    const tried = await client.send(
      new TestInvokeMethodCommand({
        restApiId,
        resourceId: resources.find(({ path }) => path === '/pets/{id}')?.id,
        httpMethod: 'GET',
        pathWithQueryString: '/pets/9?page=1',
      }),
    );
    expect(tried).toMatchObject({ status: 200, body: '{"id": "9", "page": "1"}' });
    expect(tried.log).toContain('Method request path: {id=9}');
    const refused = await client.send(
      new TestInvokeMethodCommand({
        restApiId,
        resourceId: resources.find(({ path }) => path === '/pets')?.id,
        httpMethod: 'POST',
        body: '{"kind": "cow"}',
      }),
    );
    expect(refused.status).toBe(400);
    expect(refused.log).toContain(
      'Request body does not match model schema for content type application/json: [object has missing required properties (["name"])',
    );
    for (const exportType of ['swagger', 'oas30']) {
      const exported = await client.send(
        new GetExportCommand({ restApiId, stageName: 'dev', exportType, parameters: { extensions: 'apigateway' } }),
      );
      expect(exported.contentType).toBe('application/octet-stream');
      expect(exported.contentDisposition).toBe(`attachment; filename="${exportType}_1.10.json"`);
      const document = JSON.parse(Buffer.from(exported.body ?? []).toString());
      expect(document.info.version).toBe('1.10');
      expect(Object.keys(document.paths)).toEqual(['/pets', '/pets/{id}']);
      const again = await client.send(new ImportRestApiCommand({ body: bytes(document) }));
      await client.send(new CreateDeploymentCommand({ restApiId: again.id, stageName: 'dev' }));
      const copy = await fetch(`${server.apiUrl}/restapis/${again.id}/dev/_user_request_/pets/7?page=2`);
      expect(await copy.json()).toEqual({ id: '7', page: '2' });
    }
  });

  it('is merged with another document, or replaced by it; a document that is none changes nothing', async () => {
    const { id: restApiId } = await client.send(new ImportRestApiCommand({ body: bytes(petStore) }));
    const paths = async () => (await client.send(new GetResourcesCommand({ restApiId }))).items?.map((resource) => resource.path);
    const more = 'openapi: 3.0.1\ninfo: {title: more, version: 2.0}\npaths:\n  /more:\n    get: {responses: {}}\n';
    expect(await client.send(new PutRestApiCommand({ restApiId, mode: 'merge', body: bytes(more) }))).toMatchObject({
      name: 'more',
      version: '2.0',
    });
    expect(await paths()).toEqual(['/', '/more', '/pets', '/pets/{id}']);
    const put = client.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body: bytes('{"swagger": "1.2"}') }));
    await expect(put).rejects.toThrow(BadRequestException);
    const cognito = structuredClone(petStore) as { securityDefinitions: { guard: Record<string, unknown> } };
    cognito.securityDefinitions.guard['x-amazon-apigateway-authorizer'] = { type: 'cognito_user_pools', providerARNs: ['x'] };
    await expect(client.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body: bytes(cognito) }))).rejects.toThrow(
      /COGNITO_USER_POOLS is not built here/,
    );
    expect(await paths()).toEqual(['/', '/more', '/pets', '/pets/{id}']);
    await client.send(new PutRestApiCommand({ restApiId, mode: 'overwrite', body: bytes(more) }));
    expect(await paths()).toEqual(['/', '/more']);
  });
});

it('makes every kind of part from a template, and takes them all away again', async () => {
  const cloudFormation = new CloudFormationClient(sdkSettings(server));
  const StackName = 'parts';
  const RestApiId = { Ref: 'Api' };
  const part = (Type: string, Properties: object, more = {}) => ({ Type: `AWS::ApiGateway::${Type}`, Properties, ...more });
  const Resources = {
    Api: part('RestApi', { Name: 'parts' }),
    Model: part('Model', {
      RestApiId,
      Name: 'Thing',
      ContentType: 'application/json',
      Schema: { type: 'object', required: ['a'] },
    }),
    Validator: part('RequestValidator', { RestApiId, Name: 'body', ValidateRequestBody: true }),
    Guard: part('Authorizer', {
      RestApiId,
      Name: 'guard',
      Type: 'TOKEN',
      AuthorizerUri: authorizerUri,
      IdentitySource: 'method.request.header.Authorization',
    }),
    Failure: part('GatewayResponse', { RestApiId, ResponseType: 'BAD_REQUEST_BODY', StatusCode: 422 }),
    Method: part('Method', {
      RestApiId,
      ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      HttpMethod: 'POST',
      AuthorizationType: 'NONE',
      ApiKeyRequired: true,
      RequestValidatorId: { Ref: 'Validator' },
      RequestModels: { 'application/json': { Ref: 'Model' } },
      MethodResponses: [{ StatusCode: 200 }],
      Integration: {
        Type: 'MOCK',
        RequestTemplates: { 'application/json': '{"statusCode": 200}' },
        IntegrationResponses: [{ StatusCode: 200, ResponseTemplates: { 'application/json': '{"made": true}' } }],
      },
    }),
    Guarded: part('Method', {
      RestApiId,
      ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      HttpMethod: 'GET',
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: 'Guard' },
      Integration: { Type: 'MOCK' },
    }),
    Deployment: part('Deployment', { RestApiId }, { DependsOn: ['Method', 'Guarded', 'Failure'] }),
    Stage: part('Stage', {
      RestApiId,
      DeploymentId: { Ref: 'Deployment' },
      StageName: 'dev',
      MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', MetricsEnabled: true, LoggingLevel: 'INFO' }],
    }),
    Key: part('ApiKey', { Name: 'key', Value: 'a-key-for-the-stack-of-parts', Enabled: true }),
    Plan: part('UsagePlan', { UsagePlanName: 'plan', ApiStages: [{ ApiId: RestApiId, Stage: { Ref: 'Stage' } }] }),
    PlanKey: part('UsagePlanKey', { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } }),
  };
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }) }));
  const waiting = stackWaiter(cloudFormation);
  await waitUntilStackCreateComplete(waiting, { StackName });
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName }));
  const apiId = StackResources.find(({ LogicalResourceId }) => LogicalResourceId === 'Api')?.PhysicalResourceId;
  const url = `${server.apiUrl}/restapis/${apiId}/dev/_user_request_/`;
  const send = async (headers: Record<string, string>, body: string) => {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    return [response.status, await response.json()];
  };
  const key = { 'x-api-key': 'a-key-for-the-stack-of-parts' };
  expect(await send({}, '{"a": 1}')).toEqual([403, { message: 'Forbidden' }]);
  expect(await send(key, '{"b": 1}')).toEqual([422, { message: 'Invalid request body' }]);
  expect(await send(key, '{"a": 1}')).toEqual([200, { made: true }]);
  expect((await fetch(url)).status).toBe(401);
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete(waiting, { StackName });
});
