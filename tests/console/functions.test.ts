/** The functions' pages in real Chromium, over made-up answers. Screenshots go to tests/output/console. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectSound, launchBrowser, openPage, screenshot, seriousFindings } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';

let server: FixtureServer;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  server = await startFixtureServer();
  return () => server.close();
});

describe.each(['light', 'dark'] as const)('in %s mode', (mode) => {
  test('the list shows each function, newest first, and finds one by name', async () => {
    const watched = await openPage(browser, `${server.url}/functions`, mode);
    const { page } = watched;
    const rows = page.locator('tbody tr');
    await rows.nth(4).waitFor();
    expect(await rows.first().textContent()).toMatch(/orderspython3\.13Active128 MB3 s/);
    await screenshot(page, `functions-${mode}`);
    await page.getByLabel('Find functions by name', { exact: true }).fill('thumb');
    await rows.nth(1).waitFor({ state: 'detached' });
    expect(await rows.first().textContent()).toContain('thumbnail');
    await expectSound(watched);
  });

  test('the newest invocations of a function lead to their traces', async () => {
    const watched = await openPage(browser, `${server.url}/functions/orders`, mode);
    const { page } = watched;
    await page.locator('tbody tr').nth(11).waitFor();
    const cold = await page.locator('tbody tr').nth(11).textContent();
    expect(cold).toContain('288 ms');
    expect(await page.locator('tbody tr').nth(4).textContent()).toContain('Fault');
    await screenshot(page, `function-invocations-${mode}`);
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator(`a[href="/traces/${server.traces.cold.id}"]`).first().click();
    await page.getByRole('treegrid').waitFor();
    await expectSound(watched);
  });

  test('values of environment variables are hidden until they are asked for', async () => {
    const watched = await openPage(browser, `${server.url}/functions/orders?tab=configuration`, mode);
    const { page } = watched;
    await page.getByText('DATABASE_PASSWORD').first().waitFor();
    expect(await page.getByText('correct horse').count()).toBe(0);
    await screenshot(page, `function-configuration-${mode}`);
    await page.getByRole('button', { name: 'Reveal DATABASE_PASSWORD' }).click();
    await page.getByText('correct horse battery staple').waitFor();
    await page.getByRole('button', { name: 'Hide DATABASE_PASSWORD' }).click();
    await page.getByText('correct horse').waitFor({ state: 'detached' });
    await expectSound(watched);
  });

  test('a function that is not traced can be, and its role is given the permission', async () => {
    const watched = await openPage(browser, `${server.url}/functions/thumbnail`, mode);
    const { page } = watched;
    await page.getByText('Active tracing is off').waitFor();
    await page.getByText('No invocation is in the function’s log').waitFor();
    await screenshot(page, `function-untraced-${mode}`);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Enable active tracing' }).click();
    await page.getByText('Active tracing is on').waitFor();
    await screenshot(page, `function-traced-${mode}`);
    const [name, document] = [...server.policies][0] ?? ['', ''];
    expect(name).toMatch(/^AWSLambdaTracerAccessExecutionRole-[0-9a-f-]{36}$/);
    expect(await page.getByText(name).count()).toBe(1);
    expect(JSON.parse(document).Statement[0].Action).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
    await expectSound(watched);
  });
});

test('tracing is turned off again, and the role keeps what it has', async () => {
  const { page, context } = await openPage(browser, `${server.url}/functions/orders?tab=configuration`);
  await page.getByRole('button', { name: 'Turn off active tracing' }).click();
  await page.getByText('Active tracing is off').waitFor();
  expect(server.calls).toContain('lambda:UpdateFunctionConfiguration');
  expect(server.calls.filter((call) => call.startsWith('iam:'))).toEqual([]);
  await context.close();
});

test('when Lambda refuses even so, it is said and the role is left as it was', async () => {
  const watched = await openPage(browser, `${server.url}/functions/locked`);
  const { page } = watched;
  await page.getByRole('button', { name: 'Enable active tracing' }).click();
  await page.getByText('does not have permissions to call PutTraceSegments on XRAY').waitFor();
  await screenshot(page, 'function-tracing-refused');
  expect(server.policies.size).toBe(0);
  expect(server.calls).toContain('iam:DetachRolePolicy');
  await expectSound(watched);
});

test('versions are listed with the aliases that point at them', async () => {
  const watched = await openPage(browser, `${server.url}/functions/orders?tab=versions`);
  await watched.page.getByText('1 (90 %), 2 (10 %)').waitFor();
  expect(await watched.page.locator('tbody tr').nth(1).textContent()).toContain('next');
  await screenshot(watched.page, 'function-versions');
  await expectSound(watched);
});

test('no function, and a function that is not there, are said', async () => {
  server.answer('empty');
  const none = await openPage(browser, `${server.url}/functions`);
  await none.page.getByText('No function is deployed yet').waitFor();
  await screenshot(none.page, 'functions-empty');
  await expectSound(none);
  const unknown = await openPage(browser, `${server.url}/functions/nobody`);
  await unknown.page.getByText('Function not found: arn:aws:lambda').waitFor();
  await expectSound(unknown);
});
