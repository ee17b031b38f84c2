/** A REST API made with AWS's client, a function and an HTTP server behind it. Who calls it: the tests in this folder. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  PutIntegrationResponseCommand,
  type PutIntegrationResponseCommandInput,
  PutMethodCommand,
  type PutMethodCommandInput,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zipFiles } from '../../harness/function-package.ts';
import { createFunction, createFunctionRole, sdkSettings } from '../../harness/sdk.ts';
import type { TestServer } from '../../harness/server.ts';

/** What a method is made of, in AWS's words; the address is added. */
export interface MethodParts {
  readonly method?: Partial<PutMethodCommandInput>;
  /** Headers that responses of the method may have, by status. */
  readonly responses?: Readonly<Record<string, readonly string[]>>;
  readonly integration?: Partial<PutIntegrationCommandInput>;
  readonly integrationResponses?: readonly Partial<PutIntegrationResponseCommandInput>[];
}

export class TestRestApi {
  readonly client: APIGatewayClient;
  readonly id: string;
  readonly #server: TestServer;

  private constructor(server: TestServer, client: APIGatewayClient, id: string) {
    this.#server = server;
    this.client = client;
    this.id = id;
  }

  static async create(server: TestServer, name: string): Promise<TestRestApi> {
    const client = new APIGatewayClient(sdkSettings(server));
    const { id = '' } = await client.send(new CreateRestApiCommand({ name, binaryMediaTypes: ['image/png'] }));
    return new TestRestApi(server, client, id);
  }

  /** The id of the resource at a path, which is made where it is missing. */
  async resource(path: string): Promise<string> {
    const { items = [] } = await this.client.send(new GetResourcesCommand({ restApiId: this.id, limit: 500 }));
    const found = items.find((resource) => resource.path === path);
    if (found?.id) return found.id;
    const at = path.lastIndexOf('/');
    const parentId = await this.resource(path.slice(0, at) || '/');
    const made = await this.client.send(
      new CreateResourceCommand({ restApiId: this.id, parentId, pathPart: path.slice(at + 1) }),
    );
    return made.id ?? '';
  }

  async method(httpMethod: string, path: string, parts: MethodParts): Promise<void> {
    const at = { restApiId: this.id, resourceId: await this.resource(path), httpMethod };
    await this.client.send(new PutMethodCommand({ authorizationType: 'NONE', ...parts.method, ...at }));
    for (const [statusCode, headers] of Object.entries(parts.responses ?? {})) {
      const responseParameters = Object.fromEntries(headers.map((name) => [`method.response.header.${name}`, false]));
      await this.client.send(new PutMethodResponseCommand({ ...at, statusCode, responseParameters }));
    }
    await this.client.send(new PutIntegrationCommand({ type: 'MOCK', ...parts.integration, ...at }));
    for (const response of parts.integrationResponses ?? [])
      await this.client.send(new PutIntegrationResponseCommand({ statusCode: '200', ...response, ...at }));
  }

  async deploy(variables: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.client.send(new CreateDeploymentCommand({ restApiId: this.id, stageName: 'dev', variables }));
  }

  call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#server.apiUrl}/restapis/${this.id}/dev/_user_request_${path}`, { method, ...init });
  }
}

/** Deploys a Python function that API Gateway may call. @returns the URI that integrations name it by. */
export async function deployFunction(server: TestServer, name: string, code: string): Promise<string> {
  const lambda = new LambdaClient(sdkSettings(server));
  const functionArn = await createFunction(lambda, {
    FunctionName: name,
    Runtime: 'python3.12',
    Handler: 'index.handler',
    Role: await createFunctionRole(server, `${name}-role`),
    Timeout: 20,
    Code: { ZipFile: zipFiles({ 'index.py': code }) },
  });
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: name,
      StatementId: 'api',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
  );
  return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

export interface Backend {
  readonly url: string;
  close(): Promise<void>;
}

/** An HTTP server that answers with what it was asked; `/status/CODE` with that status, `/slow` never. */
export async function startBackend(): Promise<Backend> {
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://x');
      if (pathname === '/slow') return;
      response.statusCode = Number(/^\/status\/(\d+)$/.exec(pathname)?.[1] ?? 200);
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('X-Backend', 'here');
      const { method, headers } = request;
      response.end(JSON.stringify({ method, pathname, search, headers, body: Buffer.concat(parts).toString() }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
