/**
 * Deploys the hello-world function behind a REST API, call by call, as the AWS documentation does it without CloudFormation
 * (API Gateway developer guide, "Tutorial: Create a REST API with a Lambda proxy integration", the CLI steps).
 *
 * Who calls it: `run-demo.ts`. What an earlier demo left in the data directory is replaced.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { CommandFailure } from '../failure.ts';
import { AwsCallError, type AwsCaller } from './aws-call.ts';
import type { FunctionPackage } from './package-function.ts';

const name = 'radiograph-demo';
const stage = 'Prod';
const functions = '/2015-03-31/functions';

const policies = [
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
];

const trustPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** @returns the path of the deployed resource on the API port. */
export async function deployHelloWorld(aws: AwsCaller, region: string, code: FunctionPackage): Promise<string> {
  const role = await createRole(aws);
  const functionArn = await createFunction(aws, role, code);
  const account = functionArn.split(':')[4] ?? '';
  const api = await createApi(aws, region, functionArn);
  await aws.rest('lambda', 'POST', `${functions}/${name}/policy`, {
    StatementId: 'api-gateway',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: `arn:aws:execute-api:${region}:${account}:${api}/*/GET/hello`,
  });
  return `/restapis/${api}/${stage}/_user_request_/hello`;
}

async function createRole(aws: AwsCaller): Promise<string> {
  const version = '2010-05-08';
  const document = JSON.stringify(trustPolicy);
  const created = await unless('EntityAlreadyExists', () =>
    aws.query('iam', version, 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: document }),
  );
  const role = created ?? (await aws.query('iam', version, 'GetRole', { RoleName: name }));
  for (const PolicyArn of policies) await aws.query('iam', version, 'AttachRolePolicy', { RoleName: name, PolicyArn });
  return /<Arn>([^<]+)</.exec(role)?.[1] ?? '';
}

async function createFunction(aws: AwsCaller, role: string, code: FunctionPackage): Promise<string> {
  await unless('ResourceNotFoundException', () => aws.rest('lambda', 'DELETE', `${functions}/${name}`));
  const created = await aws.rest('lambda', 'POST', functions, {
    FunctionName: name,
    Description: 'Made by `radiograph demo`.',
    Runtime: code.runtime,
    Role: role,
    Handler: 'app.lambda_handler',
    Code: { ZipFile: Buffer.from(code.zip).toString('base64') },
    MemorySize: 256,
    Timeout: 10,
    TracingConfig: { Mode: 'Active' },
    Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'HelloWorld', POWERTOOLS_METRICS_NAMESPACE: 'HelloWorld' } },
  });
  await functionActive(aws);
  return String(created['FunctionArn']);
}

/** Its runtime may have to be installed first, which the server says. */
async function functionActive(aws: AwsCaller): Promise<void> {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const { State, StateReason } = await aws.rest('lambda', 'GET', `${functions}/${name}/configuration`);
    if (State === 'Active') return;
    if (State === 'Failed' || Date.now() > deadline)
      throw new CommandFailure(`The function did not become active: ${StateReason ?? State}.`);
    await wait(50);
  }
}

async function createApi(aws: AwsCaller, region: string, functionArn: string): Promise<string> {
  for (const old of listed(await aws.rest('apigateway', 'GET', '/restapis?limit=500')))
    if (old['name'] === name) await aws.rest('apigateway', 'DELETE', `/restapis/${old['id']}`);
  const { id: api } = await aws.rest('apigateway', 'POST', '/restapis', { name });
  const root = listed(await aws.rest('apigateway', 'GET', `/restapis/${api}/resources`)).find((item) => item['path'] === '/');
  const { id } = await aws.rest('apigateway', 'POST', `/restapis/${api}/resources/${root?.['id']}`, { pathPart: 'hello' });
  const method = `/restapis/${api}/resources/${id}/methods/GET`;
  await aws.rest('apigateway', 'PUT', method, { authorizationType: 'NONE' });
  await aws.rest('apigateway', 'PUT', `${method}/integration`, {
    type: 'AWS_PROXY',
    httpMethod: 'POST',
    uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
  });
  const { id: deploymentId } = await aws.rest('apigateway', 'POST', `/restapis/${api}/deployments`, {});
  await aws.rest('apigateway', 'POST', `/restapis/${api}/stages`, { stageName: stage, deploymentId, tracingEnabled: true });
  return String(api);
}

/** API Gateway's JSON calls a list `item`; HAL answers have it under `_embedded`. */
function listed(answer: Record<string, unknown>): Record<string, unknown>[] {
  const items = answer['item'] ?? (answer['_embedded'] as Record<string, unknown> | undefined)?.['item'] ?? [];
  return (Array.isArray(items) ? items : [items]) as Record<string, unknown>[];
}

/** The result of `call`, or undefined when it fails with just this AWS code. */
async function unless<T>(code: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AwsCallError && (error.code === code || error.code === `${code}Exception`)) return undefined;
    throw error;
  }
}
