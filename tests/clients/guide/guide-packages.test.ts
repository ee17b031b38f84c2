/** The versions that AWS's guide pins: aws-xray-sdk 2.4.3 and jsonpickle 1.3, in a function. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guidePackages } from '../../../scripts/test-clients.mjs';
import { deployFunction, invokeTraced, segmentNamed } from '../../harness/deployed-function.ts';
import { zipFunction } from '../../harness/function-package.ts';
import { startTestServer, type TestServer } from '../../harness/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ flags: ['--lambda-sampling', 'all'] });
});

afterAll(async () => {
  await server?.stop();
});

it("records the guide's function: a call while it loads, and one in its handler", async () => {
  const provided = /^(boto3|botocore|s3transfer|urllib3|bin)([-_.].*)?$/i;
  await deployFunction(server, 'guide', zipFunction('guide', [guidePackages], provided));
  const { payload, segments } = await invokeTraced(server, 'guide', { key: 'value' });
  expect(payload).toHaveProperty('FunctionCount');
  const handler = segmentNamed(segments, '## handler');
  expect(handler.subsegments).toMatchObject([{ name: 'lambda', aws: { operation: 'GetAccountSettings' } }]);
});
