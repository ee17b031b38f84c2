/**
 * The console in real Chromium in front of a real server: a function is deployed without tracing, the page's switch turns it on, and
 * what the next call records can be read on the pages.
 */
import {
  AttachRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  PublishVersionCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zipFiles } from '../harness/function-package.ts';
import { createFunction, createFunctionRole, sdkSettings } from '../harness/sdk.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { expectSound, launchBrowser, openPage, screenshot, seriousFindings } from './browser.ts';

const name = 'orders';

let server: TestServer;
let browser: Browser;
let lambda: LambdaClient;
let iam: IAMClient;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({ flags: ['--lambda-sampling', 'all'] }), launchBrowser()]);
  lambda = new LambdaClient(sdkSettings(server));
  iam = new IAMClient(sdkSettings(server));
  const Role = await createFunctionRole(server, name);
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }));
  const code =
    'import os\ndef handler(event, context):\n    if event.get("fail"):\n        raise ValueError("no such order")\n    return 1\n';
  const Code = { ZipFile: zipFiles({ 'app.py': code }) };
  await createFunction(lambda, { FunctionName: name, Runtime: 'python3.11', Handler: 'app.handler', Role, Code });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test('the switch turns tracing on and gives the role its permission, in a policy of its own', async () => {
  const watched = await openPage(browser, `${server.consoleUrl}/functions/${name}`);
  await watched.page.getByText('Active tracing is off').waitFor();
  await watched.page.getByRole('button', { name: 'Enable active tracing' }).click();
  await watched.page.getByText('Active tracing is on').waitFor();
  await screenshot(watched.page, 'real-function-traced');
  await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 30 }, { FunctionName: name });
  const { TracingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  expect(TracingConfig).toEqual({ Mode: 'Active' });
  const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name }));
  const inline = await iam.send(new ListRolePoliciesCommand({ RoleName: name }));
  const names = [...(attached.AttachedPolicies ?? []).map(({ PolicyName }) => PolicyName), ...(inline.PolicyNames ?? [])];
  expect(names).toContainEqual(expect.stringMatching(/^AWSLambdaTracerAccessExecutionRole-/));
  for (const PolicyName of inline.PolicyNames ?? []) {
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName }));
    expect(decodeURIComponent(PolicyDocument ?? '')).toContain('xray:PutTraceSegments');
  }
  await expectSound(watched);
});

test('what the next calls record stands on the function, in the list, on the map and on the timeline', async () => {
  await lambda.send(new PublishVersionCommand({ FunctionName: name }));
  await lambda.send(new InvokeCommand({ FunctionName: name, Payload: Buffer.from('{}') }));
  const failed = await lambda.send(new InvokeCommand({ FunctionName: name, Payload: Buffer.from('{"fail":true}') }));
  expect(failed.FunctionError).toBe('Unhandled');

  const functionPage = await openPage(browser, `${server.consoleUrl}/functions/${name}`);
  const rows = functionPage.page.locator('tbody tr');
  await rows.getByText('Error').waitFor();
  expect(await rows.allTextContents()).toEqual([expect.stringContaining('Error'), expect.stringContaining('OK')]);
  await screenshot(functionPage.page, 'real-function-invocations');
  await expectSound(functionPage);

  const map = await openPage(browser, `${server.consoleUrl}/map`);
  await map.page.getByText(name).first().waitFor();
  await screenshot(map.page, 'real-map');
  await expectSound(map);

  const traces = await openPage(browser, `${server.consoleUrl}/traces`);
  await traces.page.locator('tbody tr').nth(1).waitFor();
  await screenshot(traces.page, 'real-traces');
  await traces.page.locator('tbody tr a').first().click();
  await traces.page.getByRole('treegrid').waitFor();
  await traces.page.getByText('Invocation').first().waitFor();
  await screenshot(traces.page, 'real-trace');
  expect(await seriousFindings(traces.page)).toEqual([]);
  await traces.page.getByRole('tab', { name: 'Logs' }).click();
  await traces.page.locator('.rg-log-error', { hasText: 'ValueError: no such order' }).waitFor();
  await traces.page.locator('.rg-log-lines', { hasText: 'REPORT RequestId' }).waitFor();
  await screenshot(traces.page, 'real-trace-logs');
  await expectSound(traces);
});
