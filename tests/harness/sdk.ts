/** What the SDK for JavaScript needs to know of the server under test, and functions given as text. Who calls it: tests. */
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  type Runtime,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { zipFiles } from './function-package.ts';

/** The settings of any client, as a user of Radiograph gives them. */
export function sdkSettings(server: { readonly apiUrl: string }) {
  return { endpoint: server.apiUrl, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}

/** Deploys one file with the function `handler`, invokes it once, and returns its answer. */
export type RunCode = (name: string, runtime: Runtime, file: string, code: string) => Promise<unknown>;

/** Makes the role that the functions get. */
export async function codeRunner(server: { readonly apiUrl: string }, roleName: string): Promise<RunCode> {
  const settings = sdkSettings(server);
  const lambda = new LambdaClient(settings);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const created = await new IAMClient(settings).send(
    new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  return async (name, runtime, file, code) => {
    const Handler = `${file.split('.')[0]}.handler`;
    const deployed = { FunctionName: name, Runtime: runtime, Role: created.Role?.Arn ?? '', Handler, Timeout: 20 };
    await lambda.send(new CreateFunctionCommand({ ...deployed, Code: { ZipFile: zipFiles({ [file]: code }) } }));
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30 }, { FunctionName: name });
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: name }));
    return JSON.parse(Buffer.from(Payload ?? []).toString());
  };
}
