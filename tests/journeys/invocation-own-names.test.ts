/**
 * Inside an environment AWS's own names are Radiograph, over TLS: clients that know nothing of AWS_ENDPOINT_URL (old SDKs, cfn-response)
 * work, and none reaches AWS. A real server, real boto3 and Node. Without bubblewrap there are no names of our own.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolated } from '../harness/isolation.ts';
import { codeRunner, type RunCode } from '../harness/sdk.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';

describe.runIf(isolated)('AWS names inside a function', () => {
  let server: TestServer;
  let run: RunCode;

  beforeAll(async () => {
    server = await startTestServer();
    run = await codeRunner(server, 'names');
  });

  afterAll(() => server?.stop());

  it('are answered over TLS that boto3 trusts, for a client that was told no endpoint', async () => {
    const code = `
import os
del os.environ['AWS_ENDPOINT_URL']
import boto3, socket, urllib.request
def handler(event, context):
    client = boto3.client('sts')
    plain = urllib.request.urlopen('https://xray.eu-west-1.amazonaws.com/_radiograph/health').status
    return [client.get_caller_identity()['Arn'], socket.gethostbyname('bucket.s3.amazonaws.com'), plain]
`;
    expect(await run('python-names', 'python3.11', 'app.py', code)).toEqual([
      'arn:aws:sts::000000000000:assumed-role/names/python-names',
      '127.0.0.1',
      200,
    ]);
  });

  it('are answered over TLS that the strict verification of Python 3.13 trusts', async () => {
    const code = `
import ssl, urllib.request
def handler(event, context):
    strict = ssl.create_default_context()
    strict.verify_flags |= ssl.VERIFY_X509_STRICT | getattr(ssl, 'VERIFY_X509_PARTIAL_CHAIN', 0)
    return urllib.request.urlopen('https://xray.eu-west-1.amazonaws.com/_radiograph/health', context=strict).status
`;
    expect(await run('strict-names', 'python3.12', 'app.py', code)).toBe(200);
  });

  it('are answered over TLS that Node trusts', async () => {
    const code = `
import { request } from 'node:https';
export const handler = () => new Promise((resolve) => {
  request({ hostname: 'lambda.us-east-1.amazonaws.com', path: '/2015-03-31/functions' }, (response) => {
    let text = '';
    response.on('data', (part) => { text += part; });
    response.on('end', () => resolve([response.statusCode, response.headers['x-amzn-errortype']]));
  }).on('error', (error) => resolve(error.message)).end();
});
`;
    expect(await run('node-names', 'nodejs20.x', 'index.mjs', code)).toEqual([403, 'MissingAuthenticationTokenException']);
  });
});
