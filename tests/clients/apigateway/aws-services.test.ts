/** Integrations of a REST API with AWS's services that speak JSON, as AWS's guides build them. */
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';
import { TestRestApi } from './rest-api.ts';

const credentials = 'arn:aws:iam::000000000000:role/api';

let server: TestServer;
let api: TestRestApi;

beforeAll(async () => {
  server = await startTestServer();
  await new SSMClient(sdkSettings(server)).send(new PutParameterCommand({ Name: 'color', Value: 'blue', Type: 'String' }));
  api = await TestRestApi.create(server, 'services');
  await api.method('GET', '/parameter', {
    method: { requestParameters: { 'method.request.querystring.name': false } },
    responses: { 200: [], 400: [] },
    integration: {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: 'arn:aws:apigateway:us-east-1:ssm:action/GetParameter',
      credentials,
      requestParameters: { 'integration.request.querystring.Name': 'method.request.querystring.name' },
    },
    integrationResponses: [{ statusCode: '200' }, { statusCode: '400', selectionPattern: '400' }],
  });
  await api.method('POST', '/events', {
    responses: { 200: [] },
    integration: {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: 'arn:aws:apigateway:us-east-1:events:action/PutEvents',
      credentials,
      requestTemplates: {
        'application/json': `#set($context.requestOverride.header.X-Amz-Target = "AWSEvents.PutEvents")
#set($context.requestOverride.header.Content-Type = "application/x-amz-json-1.1")
{"Entries": [#foreach($one in $input.path('$.items')){"Source": "$one.source", "DetailType": "made", "Detail": "{}"}#if($foreach.hasNext),#end#end]}`,
      },
    },
    integrationResponses: [{ statusCode: '200' }],
  });
  await api.deploy();
});

afterAll(async () => {
  await server?.stop();
});

it('parameters of a query go to the service, whose answer has the form of the Query protocol', async () => {
  const response = await api.call('GET', '/parameter?name=color');
  expect([response.status, await response.json()]).toEqual([
    200,
    {
      GetParameterResponse: {
        GetParameterResult: { Parameter: expect.objectContaining({ Name: 'color', Value: 'blue', Type: 'String' }) },
        ResponseMetadata: { RequestId: expect.any(String) },
      },
    },
  ]);
  const refused = await api.call('GET', '/parameter?name=none');
  expect([refused.status, await refused.json()]).toEqual([
    400,
    { Error: expect.objectContaining({ Type: 'Sender', Code: 'ParameterNotFound' }), RequestId: expect.any(String) },
  ]);
});

it('events are put on a bus, by the target that a template sets', async () => {
  const body = JSON.stringify({ items: [{ source: 'a' }, { source: 'b' }] });
  const response = await api.call('POST', '/events', { body, headers: { 'content-type': 'application/json' } });
  const EventId = expect.any(String);
  expect([response.status, await response.json()]).toEqual([200, { FailedEntryCount: 0, Entries: [{ EventId }, { EventId }] }]);
});
