/** Parameter Store and ECR by the AWS CLI and the SDK, against a running server. */
import { CreateRepositoryCommand, ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsCli } from '../../harness/clients.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;
const settings = () => ({
  endpoint: server.apiUrl,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const ssm = (...words: string[]) => awsCli(server, 'ssm', ...words);

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(async () => {
  await server?.stop();
});

it('gives the newest version, and each by its number', async () => {
  await ssm('put-parameter', '--name', '/app/colour', '--type', 'String', '--value', 'red');
  await ssm('put-parameter', '--name', '/app/colour', '--value', 'blue', '--overwrite');
  expect(await ssm('get-parameter', '--name', '/app/colour')).toMatchObject({ Parameter: { Value: 'blue', Version: 2 } });
  expect(await ssm('get-parameter', '--name', '/app/colour:1')).toMatchObject({ Parameter: { Value: 'red', Selector: ':1' } });
});

it('shows a SecureString only when it is asked to decrypt it', async () => {
  await ssm('put-parameter', '--name', 'secret', '--type', 'SecureString', '--value', 'hush');
  expect(await ssm('get-parameter', '--name', 'secret', '--with-decryption')).toMatchObject({ Parameter: { Value: 'hush' } });
  expect(JSON.stringify(await ssm('get-parameter', '--name', 'secret'))).not.toContain('hush');
});

it('lists what is below a path', async () => {
  for (const name of ['/tree/a', '/tree/b/c', '/treehouse'])
    await ssm('put-parameter', '--name', name, '--type', 'String', '--value', 'x');
  const names = async (...more: string[]) =>
    ((await ssm('get-parameters-by-path', '--path', '/tree', ...more)) as { Parameters: { Name: string }[] }).Parameters.map(
      ({ Name }) => Name,
    );
  expect(await names()).toEqual(['/tree/a']);
  expect(await names('--recursive')).toEqual(['/tree/a', '/tree/b/c']);
});

it("is the SDK's ParameterNotFound for a name that is not there", async () => {
  await expect(new SSMClient(settings()).send(new GetParameterCommand({ Name: '/none' }))).rejects.toBeInstanceOf(
    ParameterNotFound,
  );
});

it('makes a repository, and says that there are no images', async () => {
  const ecr = new ECRClient(settings());
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName: 'assets' }));
  expect(repository?.repositoryUri).toBe('000000000000.dkr.ecr.us-east-1.amazonaws.com/assets');
  await expect(ecr.send(new GetAuthorizationTokenCommand({}))).rejects.toThrow('no containers');
});
