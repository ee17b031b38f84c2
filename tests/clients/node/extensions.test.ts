/** Layers with AWS's own SDK: one that holds an extension, and the public one of Powertools for TypeScript. */
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient, PublishLayerVersionCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployFunction, invokeTraced, segmentNamed } from '../../harness/deployed-function.ts';
import { eventually } from '../../harness/eventually.ts';
import { zipExecutables, zipFiles } from '../../harness/function-package.ts';
import { isolated } from '../../harness/isolation.ts';
import { sdkSettings } from '../../harness/sdk.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
});
afterAll(async () => {
  await server?.stop();
});

const extension = `#!/usr/bin/env python3
import http.client, json, os
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
def call(method, path, headers, body=None):
    api.request(method, '/2020-01-01/extension' + path, body, headers)
    answer = api.getresponse()
    return answer.headers, json.loads(answer.read())
headers, _ = call('POST', '/register', {'Lambda-Extension-Name': 'observer'}, '{"events": ["INVOKE", "SHUTDOWN"]}')
own = {'Lambda-Extension-Identifier': headers['Lambda-Extension-Identifier']}
while True:
    _, event = call('GET', '/event/next', own)
    print('observed', event['eventType'], event.get('requestId', event.get('shutdownReason')), flush=True)
    if event['eventType'] == 'SHUTDOWN':
        break
`;

describe.runIf(isolated)('a layer published with the SDK', () => {
  it('brings an extension, whose lines are in the log of the function', async () => {
    const settings = sdkSettings(server);
    const { LayerVersionArn } = await new LambdaClient(settings).send(
      new PublishLayerVersionCommand({
        LayerName: 'observer',
        Content: { ZipFile: zipExecutables({ 'extensions/observer': extension }) },
      }),
    );
    const code = zipFiles({ 'app.py': 'def lambda_handler(event, context):\n    return context.aws_request_id\n' });
    await deployFunction(server, 'observed', code, { more: ['--layers', LayerVersionArn ?? ''] });
    const { payload } = await invokeTraced(server, 'observed', {});
    const messages = await eventually('the lines of the extension', async () => {
      const { events = [] } = await new CloudWatchLogsClient(settings).send(
        new FilterLogEventsCommand({ logGroupName: '/aws/lambda/observed' }),
      );
      const found = events.map(({ message }) => message);
      return found.some((message) => message?.startsWith('observed')) ? found : undefined;
    });
    expect(messages).toContain('EXTENSION\tName: observer\tState: Ready\tEvents: [INVOKE, SHUTDOWN]\n');
    expect(messages).toContain(`observed INVOKE ${String(payload)}\n`);
  });
});

describe('the public layer of Powertools for TypeScript', () => {
  it('is all that a function needs of it', async () => {
    const code = `
import { Logger } from '@aws-lambda-powertools/logger';
import { Tracer } from '@aws-lambda-powertools/tracer';
const tracer = new Tracer({ serviceName: 'greeter' });
const logger = new Logger({ serviceName: 'greeter' });
export const handler = async () => {
  const parent = tracer.getSegment();
  const own = parent.addNewSubsegment('## handler');
  tracer.setSegment(own);
  tracer.putAnnotation('language', 'en');
  own.close();
  tracer.setSegment(parent);
  logger.info('greeted');
  return 'hello';
};
`;
    const layer = 'arn:aws:lambda:us-east-1:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:41';
    await deployFunction(server, 'layered', zipFiles({ 'index.mjs': code }), {
      runtime: 'nodejs20.x',
      handler: 'index.handler',
      more: ['--layers', layer, '--cli-read-timeout', '300'],
    });
    const { payload, segments } = await invokeTraced(server, 'layered', {});
    expect(payload).toBe('hello');
    expect(segmentNamed(segments, '## handler')['annotations']).toEqual({ language: 'en' });
  });
});
