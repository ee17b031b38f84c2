/** What the SDK for JavaScript needs to know of the server under test, and functions given as text. Who calls it: tests. */
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  LambdaClient,
  type Runtime,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { zipFiles } from './function-package.ts';
import { trustsLambda } from './function-role.ts';

/** The settings of any client, as a user of Radiograph gives them. */
export function sdkSettings(server: { readonly apiUrl: string }) {
  return { endpoint: server.apiUrl, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}

/** A role that Lambda may assume, without permissions. @returns its ARN. */
export async function createFunctionRole(server: { readonly apiUrl: string }, RoleName: string): Promise<string> {
  const AssumeRolePolicyDocument = JSON.stringify(trustsLambda);
  const iam = new IAMClient(sdkSettings(server));
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  return Role?.Arn ?? '';
}

/** @returns the function's ARN, once it is active. */
export async function createFunction(lambda: LambdaClient, definition: CreateFunctionCommandInput): Promise<string> {
  const { FunctionName } = definition;
  const { FunctionArn = '' } = await lambda.send(new CreateFunctionCommand(definition));
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30 }, { FunctionName });
  return FunctionArn;
}

/** Deploys one file with the function `handler`, invokes it once, and returns its answer. */
export type RunCode = (name: string, runtime: Runtime, file: string, code: string) => Promise<unknown>;

/** Makes the role that the functions get. */
export async function codeRunner(server: { readonly apiUrl: string }, roleName: string): Promise<RunCode> {
  const lambda = new LambdaClient(sdkSettings(server));
  const Role = await createFunctionRole(server, roleName);
  return async (name, runtime, file, code) => {
    const Handler = `${file.split('.')[0]}.handler`;
    const Code = { ZipFile: zipFiles({ [file]: code }) };
    await createFunction(lambda, { FunctionName: name, Runtime: runtime, Role, Handler, Timeout: 20, Code });
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: name }));
    return JSON.parse(Buffer.from(Payload ?? []).toString());
  };
}
