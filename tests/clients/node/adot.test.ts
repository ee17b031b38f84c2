/** AWS's OpenTelemetry layer for Node, on functions that know nothing of it: a CommonJS one and an ES module. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployFunction, everySegment, invokeTraced, segmentNamed, type TracedSegment } from '../../harness/deployed-function.ts';
import { zipFiles } from '../../harness/function-package.ts';
import { isolated } from '../../harness/isolation.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

const layer = 'arn:aws:lambda:us-east-1:615299751070:layer:AWSOpenTelemetryDistroJs:9';
const body = `async () => {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  return Account;
};
`;
const codes = {
  'index.js': `const { GetCallerIdentityCommand, STSClient } = require('@aws-sdk/client-sts');\nconst sts = new STSClient({});\nexports.handler = ${body}`,
  'index.mjs': `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';\nconst sts = new STSClient({});\nexport const handler = ${body}`,
};

describe.runIf(isolated)('the AWS Distro for OpenTelemetry for Node', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
  });
  afterAll(async () => {
    await server?.stop();
  });

  it.each(Object.entries(codes))('instruments %s', { timeout: 400_000 }, async (file, code) => {
    const name = `adot-${file.replace('.', '-')}`;
    const variables = JSON.stringify({ Variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-instrument' } });
    await deployFunction(server, name, zipFiles({ [file]: code }), {
      runtime: 'nodejs20.x',
      handler: 'index.handler',
      more: ['--layers', layer, '--memory-size', '512', '--environment', variables, '--cli-read-timeout', '300'],
    });
    const { payload, segments } = await invokeTraced(server, name, {});
    expect(payload).toBe('000000000000');
    const [span] = (segmentNamed(segments, 'Invocation').subsegments ?? []) as readonly TracedSegment[];
    expect(span?.name).toBe(name);
    const calls = everySegment(span === undefined ? [] : [span]);
    expect(calls.map(({ name: called, aws }) => [called, (aws as { operation?: string } | undefined)?.operation])).toContainEqual(
      ['STS', 'GetCallerIdentity'],
    );
  });
});
