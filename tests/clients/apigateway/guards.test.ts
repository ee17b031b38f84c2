/** What stands between a caller and a REST API: authorizers, signatures, keys, validators; and what API Gateway answers by itself. */
import {
  CreateApiKeyCommand,
  CreateAuthorizerCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  PutGatewayResponseCommand,
  UpdateApiKeyCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { deployFunction, TestRestApi } from './rest-api.ts';

const authorizer = `
calls = 0
def handler(event, context):
    global calls
    calls += 1
    token = event.get('authorizationToken') or event['queryStringParameters'].get('user', '')
    if token == 'unauthorized':
        raise Exception('Unauthorized')
    if token == 'broken':
        raise Exception('Oops')
    effect = 'Deny' if token == 'denied' else 'Allow'
    resource = event['methodArn'] if token != 'elsewhere' else 'arn:aws:execute-api:*:*:nothing/*'
    return {
        'principalId': token,
        'policyDocument': {'Version': '2012-10-17', 'Statement': [{'Action': 'execute-api:Invoke', 'Effect': effect, 'Resource': resource}]},
        'context': {'calls': calls, 'admin': True, 'type': event['type']},
    }
`;

let server: TestServer;
let api: TestRestApi;
const keyValue = 'a-key-of-at-least-twenty-letters';
let keyId: string;

const echo = (template: string) => ({
  responses: { 200: [] },
  integration: { requestTemplates: { 'application/json': '{"statusCode": 200}' } },
  integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': template } }],
});

beforeAll(async () => {
  server = await startTestServer();
  const authorizerUri = await deployFunction(server, 'guard', authorizer);
  api = await TestRestApi.create(server, 'guards');
  const restApiId = api.id;
  const token = await api.client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'token',
      type: 'TOKEN',
      authorizerUri,
      identitySource: 'method.request.header.Authorization',
      identityValidationExpression: '[a-z]+',
    }),
  );
  const request = await api.client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'request',
      type: 'REQUEST',
      authorizerUri,
      identitySource: 'method.request.querystring.user',
      authorizerResultTtlInSeconds: 0,
    }),
  );
  const seen = echo(
    '{"principal": "$context.authorizer.principalId", "calls": "$context.authorizer.calls", "admin": "$context.authorizer.admin", "type": "$context.authorizer.type"}',
  );
  await api.method('GET', '/token', { method: { authorizationType: 'CUSTOM', authorizerId: token.id }, ...seen });
  await api.method('GET', '/request', { method: { authorizationType: 'CUSTOM', authorizerId: request.id }, ...seen });
  await api.method('GET', '/signed', {
    method: { authorizationType: 'AWS_IAM' },
    ...echo('{"account": "$context.identity.accountId", "arn": "$context.identity.userArn"}'),
  });
  await api.method('GET', '/key', { method: { apiKeyRequired: true }, ...echo('{"key": "$context.identity.apiKeyId"}') });
  await api.client.send(
    new CreateModelCommand({
      restApiId,
      name: 'Pet',
      contentType: 'application/json',
      schema: JSON.stringify({
        $schema: 'http://json-schema.org/draft-04/schema#',
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          owner: { $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Owner` },
        },
      }),
    }),
  );
  await api.client.send(
    new CreateModelCommand({
      restApiId,
      name: 'Owner',
      contentType: 'application/json',
      schema: '{"type": "object", "properties": {"age": {"type": "integer", "minimum": 18, "exclusiveMinimum": false}}}',
    }),
  );
  const validator = await api.client.send(
    new CreateRequestValidatorCommand({ restApiId, name: 'all', validateRequestBody: true, validateRequestParameters: true }),
  );
  await api.method('POST', '/validated', {
    method: {
      requestValidatorId: validator.id,
      requestModels: { 'application/json': 'Pet' },
      requestParameters: { 'method.request.querystring.page': true, 'method.request.header.x-tenant': true },
    },
    ...echo('{"valid": true}'),
  });
  await api.client.send(
    new PutGatewayResponseCommand({
      restApiId,
      responseType: 'BAD_REQUEST_BODY',
      statusCode: '422',
      responseParameters: { 'gatewayresponse.header.x-path': 'method.request.header.x-tenant' },
      responseTemplates: {
        'application/json': '{"why": "$context.error.validationErrorString", "type": "$context.error.responseType"}',
      },
    }),
  );
  await api.client.send(
    new PutGatewayResponseCommand({
      restApiId,
      responseType: 'DEFAULT_4XX',
      responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
    }),
  );
  await api.deploy();
  const key = await api.client.send(new CreateApiKeyCommand({ name: 'key', value: keyValue, enabled: true }));
  keyId = key.id ?? '';
  const plan = await api.client.send(
    new CreateUsagePlanCommand({ name: 'plan', apiStages: [{ apiId: restApiId, stage: 'dev' }] }),
  );
  await api.client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId, keyType: 'API_KEY' }));
});

afterAll(async () => {
  await server?.stop();
});

const answer = async (path: string, headers: Record<string, string> = {}) => {
  const response = await api.call('GET', path, { headers });
  return [response.status, await response.text()];
};

describe('a TOKEN authorizer', () => {
  it('lets in whom its function allows, and keeps the answer', async () => {
    const first = '{"principal": "ann", "calls": "1", "admin": "True", "type": "TOKEN"}'.replace('True', 'true');
    expect(await answer('/token', { authorization: 'ann' })).toEqual([200, first]);
    expect(await answer('/token', { authorization: 'ann' })).toEqual([200, first]);
  });

  it('refuses all others as AWS does', async () => {
    const unauthorized = [401, '{"message":"Unauthorized"}'];
    expect(await answer('/token')).toEqual(unauthorized);
    expect(await answer('/token', { authorization: 'NO MATCH' })).toEqual(unauthorized);
    expect(await answer('/token', { authorization: 'unauthorized' })).toEqual(unauthorized);
    expect(await answer('/token', { authorization: 'broken' })).toEqual([500, '{"message":null}']);
    const denied = 'User is not authorized to access this resource';
    expect(await answer('/token', { authorization: 'denied' })).toEqual([403, expect.stringContaining(denied)]);
    expect(await answer('/token', { authorization: 'elsewhere' })).toEqual([403, `{"Message":"${denied}"}`]);
  });
});

it('asks a REQUEST authorizer without a cache every time', async () => {
  const [, first] = await answer('/request?user=ann');
  const [status, second] = await answer('/request?user=ann');
  expect([status, JSON.parse(String(second))]).toEqual([200, expect.objectContaining({ principal: 'ann', type: 'REQUEST' })]);
  expect(second).not.toBe(first);
  expect(await answer('/request')).toEqual([401, '{"message":"Unauthorized"}']);
});

it('takes signed requests only where AWS_IAM guards a method', async () => {
  expect(await answer('/signed')).toEqual([403, '{"message":"Missing Authentication Token"}']);
  const credential = 'Credential=111111111111/20260101/us-east-1/execute-api/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`;
  expect(await answer('/signed', { authorization })).toEqual([
    200,
    '{"account": "111111111111", "arn": "arn:aws:iam::111111111111:root"}',
  ]);
});

it('takes keys of a usage plan of the stage, while they are enabled', async () => {
  const forbidden = [403, '{"message":"Forbidden"}'];
  expect(await answer('/key')).toEqual(forbidden);
  expect(await answer('/key', { 'x-api-key': 'another-key-of-twenty-letters' })).toEqual(forbidden);
  expect(await answer('/key', { 'x-api-key': keyValue })).toEqual([200, `{"key": "${keyId}"}`]);
  const patchOperations = [{ op: 'replace', path: '/enabled', value: 'false' }] as const;
  await api.client.send(new UpdateApiKeyCommand({ apiKey: keyId, patchOperations: [...patchOperations] }));
  expect(await answer('/key', { 'x-api-key': keyValue })).toEqual(forbidden);
});

describe('a request validator', () => {
  const send = (path: string, body: unknown, headers = {}) =>
    api.call('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

  it('wants the required parameters', async () => {
    const response = await send('/validated', {});
    expect([response.status, await response.text()]).toEqual([
      400,
      '{"message": "Missing required request parameters: [x-tenant, page]"}',
    ]);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('x-amzn-errortype')).toBe('BadRequestException');
  });

  it("holds bodies against the model, and tells why in the API's own words", async () => {
    const valid = await send('/validated?page=1', { name: 'Rex', owner: { age: 18 } }, { 'x-tenant': 't' });
    expect([valid.status, await valid.json()]).toEqual([200, { valid: true }]);
    const invalid = await send('/validated?page=1', { owner: { age: 3 } }, { 'x-tenant': 't' });
    expect(invalid.status).toBe(422);
    expect(await invalid.json()).toEqual({
      why: '[object has missing required properties (["name"]), numeric instance is lower than the required minimum (minimum: 18, found: 3)]',
      type: 'BAD_REQUEST_BODY',
    });
    expect(invalid.headers.get('x-path')).toBe('t');
  });
});

it('answers requests that no method takes with the headers of DEFAULT_4XX', async () => {
  const response = await api.call('GET', '/nothing');
  expect([response.status, await response.text()]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});

it('writes an access log in the format of the stage, and counts requests', async () => {
  await api.client.send(
    new UpdateStageCommand({
      restApiId: api.id,
      stageName: 'dev',
      patchOperations: [
        { op: 'add', path: '/accessLogSettings/destinationArn', value: 'arn:aws:logs:us-east-1:000000000000:log-group:access' },
        {
          op: 'add',
          path: '/accessLogSettings/format',
          value: '$context.httpMethod $context.resourcePath $context.status $context.authorizer.principalId',
        },
      ],
    }),
  );
  await answer('/token', { authorization: 'ann' });
  const logs = new CloudWatchLogsClient(sdkSettings(server));
  const line = await eventually('the access log', async () => {
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: 'access' }));
    return events?.[0]?.message;
  });
  expect(line).toBe('GET /token 200 ann');
  const cloudWatch = new CloudWatchClient(sdkSettings(server));
  const sum = await eventually('the metrics', async () => {
    const { Datapoints } = await cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/ApiGateway',
        MetricName: '4XXError',
        Dimensions: [
          { Name: 'ApiName', Value: 'guards' },
          { Name: 'Stage', Value: 'dev' },
        ],
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 600_000),
        Period: 3600,
        Statistics: ['Sum'],
      }),
    );
    return Datapoints?.[0]?.Sum;
  });
  expect(sum).toBeGreaterThan(5);
});
