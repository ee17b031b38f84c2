/**
 * The REST API `api123` with a stage `dev`: one resource calls a function and answers CORS by itself, one is slow, one is wrong.
 *
 * Who calls it: the tests of requests to REST APIs.
 */
import type { OutgoingHttpHeaders } from 'node:http';
import type { Answer } from '../door.fixture.ts';
import type { RestIntegration, RestStage } from '../rest-api.ts';
import { openRestApiStore, ownerScope } from '../rest-api.ts';
import { tenant } from '../service.fixture.ts';
import { TestExecuteApi } from './service.fixture.ts';

export const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:hello:live';

export class TestRestApi extends TestExecuteApi {
  readonly store = openRestApiStore(this.controlPlane);

  constructor() {
    super();
    const proxy: RestIntegration = {
      type: 'AWS_PROXY',
      httpMethod: 'POST',
      uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn.replace('live', '$')}{stageVariables.alias}/invocations`,
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheNamespace: 'x',
      responses: {},
    };
    const cors: RestIntegration = {
      ...proxy,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{ statusCode: 204 }' },
      responses: {
        204: { statusCode: '204', responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" } },
      },
    };
    const method = (httpMethod: string, integration: RestIntegration) => ({
      [httpMethod]: { httpMethod, authorizationType: 'NONE', apiKeyRequired: false, responses: {}, integration },
    });
    const { apis, owners, deployments } = this.store;
    apis.put(tenant, 'api123', {
      id: 'api123',
      name: 'my api (test)',
      createdDate: 0,
      binaryMediaTypes: ['image/png'],
      endpointTypes: ['EDGE'],
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
      tags: {},
      rootResourceId: 'root',
    });
    owners.put(ownerScope, 'api123', tenant);
    deployments.put(tenant, 'api123/dep1', {
      id: 'dep1',
      createdDate: 0,
      apiName: 'my api',
      binaryMediaTypes: ['image/png'],
      resources: [
        { id: 'root', path: '/', methods: {} },
        { id: 'res1', path: '/items/{id}', methods: { ...method('ANY', proxy), ...method('OPTIONS', cors) } },
        { id: 'res2', path: '/slow', methods: method('GET', { ...proxy, timeoutInMillis: 50 }) },
        { id: 'res3', path: '/wrong', methods: method('GET', { ...proxy, httpMethod: 'GET' }) },
      ],
    });
    this.putStage({});
  }

  putStage(stage: Partial<RestStage>): void {
    this.store.stages.put(tenant, 'api123/dev', {
      stageName: 'dev',
      deploymentId: 'dep1',
      variables: { alias: 'live' },
      tracingEnabled: false,
      tags: {},
      createdDate: 0,
      lastUpdatedDate: 0,
      ...stage,
    });
  }

  /** @param path behind the stage. */
  call(method: string, path: string, headers: OutgoingHttpHeaders = {}, body?: Uint8Array | string): Promise<Answer> {
    const whole = path.startsWith('/restapis/') ? path : `/restapis/api123/dev/_user_request_${path}`;
    return this.door.send(method, whole, headers, body);
  }
}
