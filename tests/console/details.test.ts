/** What leads from one thing to the next: logs, calls, copies, help, the server. Real Chromium, over made-up answers. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSound, launchBrowser, openPage, screenshot, seriousFindings } from './browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';

let server: FixtureServer;
let browser: Browser;

beforeAll(async () => {
  server = await startFixtureServer();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe.each(['light', 'dark'] as const)('in %s mode', (mode) => {
  test('a trace has the lines that its functions wrote', async () => {
    const watched = await openPage(browser, `${server.url}/traces/${server.traces.cold.id}?tab=logs`, mode);
    const lines = watched.page.locator('.rg-log-lines li');
    await lines.nth(5).waitFor();
    expect(await lines.first().textContent()).toContain('INIT_START');
    expect(await watched.page.locator('.rg-log-error').textContent()).toContain('payment declined');
    await screenshot(watched.page, `trace-logs-${mode}`);
    await expectSound(watched);
  });

  test('so has an invocation, sampled or not', async () => {
    const watched = await openPage(browser, `${server.url}/functions/orders`, mode);
    const { page } = watched;
    await page.getByRole('link', { name: 'Log of request 8f507cfc-3f1d-4697-b07a-ac58fc914c14' }).click();
    await page.getByText('Task timed out after').waitFor();
    expect(await page.locator('.rg-log-lines li').count()).toBe(5);
    expect(new URL(page.url()).searchParams.get('request')).toContain('914c14');
    await screenshot(page, `function-log-${mode}`);
    await expectSound(watched);
  });

  test('a call has a panel, reached from its line and from its caller', async () => {
    const watched = await openPage(browser, `${server.url}/map`, mode);
    const { page } = watched;
    await page.locator('.react-flow__node', { hasText: 'checkout' }).last().click();
    await page.getByRole('heading', { name: 'Calls' }).waitFor();
    await screenshot(page, `map-calls-${mode}`);
    await page.getByRole('link', { name: 'payments.example.com' }).click();
    await page.getByRole('heading', { name: 'checkout → payments.example.com' }).waitFor();
    await screenshot(page, `map-edge-${mode}`);
    const traces = await page.getByRole('link', { name: 'View traces' }).getAttribute('href');
    expect(new URL(traces ?? '', server.url).searchParams.get('filter')).toBe(
      'edge(id(name: "checkout", type: "AWS::Lambda::Function"), id(name: "payments.example.com", type: "remote"))',
    );
    await expectSound(watched);
  });
});

test('ids are copied whole', async () => {
  const { page, context } = await openPage(browser, `${server.url}/traces`);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('tbody tr').nth(5).waitFor();
  const row = page.locator('tbody tr', { has: page.locator(`a[href="/traces/${server.traces.cold.id}"]`) });
  await row.hover();
  await row.getByRole('button', { name: 'Copy trace id' }).click();
  await row.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(server.traces.cold.id);
  await context.close();
});

test('matches and problems are stepped through, hidden ones too', async () => {
  const { page, context } = await openPage(browser, `${server.url}/traces/${server.traces.long.id}`);
  await page.getByRole('treegrid').waitFor();
  await page.getByRole('button', { name: 'Collapse all' }).click();
  const find = page.getByLabel('Find in trace', { exact: true });
  await find.fill('step 47 of batch 3');
  await page.getByText('1 match', { exact: true }).waitFor();
  await find.press('Enter');
  await page.locator('.rg-row-active', { hasText: 'step 47 of batch 3' }).waitFor();
  await page.getByText('1 of 1').waitFor();
  await page.getByRole('button', { name: 'Collapse all' }).click();
  await page.getByRole('button', { name: 'Next problem' }).click();
  await page.locator('.rg-row-active .rg-outcome-fault').waitFor();
  await context.close();
});

test('an annotation leads to the other traces that have it', async () => {
  const { page, context } = await openPage(browser, `${server.url}/traces/${server.traces.cold.id}`);
  await page.getByRole('row', { name: /## lambda_handler/ }).click();
  await page.getByRole('tab', { name: 'Annotations (3)' }).click();
  await page.getByRole('link', { name: 'Traces with this value' }).last().click();
  await expect.poll(() => new URL(page.url()).searchParams.get('filter')).toBe('annotation[customer] = 42');
  await context.close();
});

test('keys are told by ?, and / goes to the page’s own search', async () => {
  const watched = await openPage(browser, `${server.url}/functions`);
  const { page } = watched;
  await page.locator('tbody tr').nth(4).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'Keys' }).waitFor();
  await page.getByText('http://127.0.0.1:4580').waitFor();
  await screenshot(page, 'help');
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'Keys' }).waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Find functions by name');
  await expectSound(watched);
});

test('where functions are not isolated, every page says so', async () => {
  const open = await startFixtureServer(0, '127.0.0.1', false);
  const watched = await openPage(browser, `${open.url}/functions`);
  await watched.page.getByText('bubblewrap is not installed').first().waitFor();
  expect(await watched.page.getByText('Not isolated').count()).toBeGreaterThan(0);
  await screenshot(watched.page, 'not-isolated');
  await expectSound(watched);
  await open.close();
});

test('a function that cannot run as it is set says why', async () => {
  const { page, context } = await openPage(browser, `${server.url}/functions/payments-worker`);
  await page.getByText('The layer version was deleted.').waitFor();
  await page.goto(`${server.url}/functions/nightly-report-with-a-rather-long-name-of-its-own`);
  await page.getByText('The function is being created.').waitFor();
  await page.goto(`${server.url}/functions/orders`);
  await page.getByText('the function runs on Python 3.11').waitFor();
  await screenshot(page, 'function-stand-in');
  await context.close();
});
