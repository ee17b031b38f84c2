/** The console's pages in real Chromium, over made-up answers. Screenshots go to tests/output/console. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectSound, launchBrowser, openPage, screenshot } from './browser.ts';
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

beforeEach(() => server.answer('full'));

describe.each(['light', 'dark'] as const)('in %s mode', (mode) => {
  test('the traces list shows each trace with its status, newest first', async () => {
    const watched = await openPage(browser, `${server.url}/traces`, mode);
    const rows = watched.page.locator('tbody tr');
    await rows.nth(5).waitFor();
    expect(await rows.count()).toBe(50);
    expect(await rows.first().textContent()).toContain('Pending');
    expect(await watched.page.title()).toBe('Traces – Radiograph');
    await screenshot(watched.page, `traces-${mode}`);
    await expectSound(watched);
  });

  test('a cold start shows its initialization before the function that it is part of', async () => {
    const { page, ...rest } = await openPage(browser, `${server.url}/traces/${server.traces.cold.id}`, mode);
    const bars = page.locator('.rg-row:has-text("Initialization") .rg-bar, .rg-row:has-text("Lambda Function") .rg-bar');
    await bars.nth(1).waitFor();
    const [fn, initialization] = [await bars.nth(0).boundingBox(), await bars.nth(1).boundingBox()];
    expect(initialization?.x).toBeLessThan(fn?.x ?? 0);
    await screenshot(page, `trace-cold-${mode}`);
    await expectSound({ page, ...rest });
  });

  test('a fault opens its exceptions with their causes', async () => {
    const watched = await openPage(browser, `${server.url}/traces/${server.traces.fault.id}`, mode);
    const { page } = watched;
    await page.getByRole('row', { name: /orders Lambda Function/ }).click();
    await page.getByRole('tab', { name: 'Exceptions (2)' }).click();
    await page.getByText('Caused by').waitFor();
    expect(await page.getByText('ConnectTimeoutError').count()).toBe(1);
    expect(page.url()).toContain('span=');
    await screenshot(page, `trace-fault-${mode}`);
    await expectSound(watched);
  });

  test('a map of fifty nodes opens with every drawn name at least 11 pixels tall', async () => {
    const watched = await openPage(browser, `${server.url}/map`, mode);
    const { page } = watched;
    await page.locator('.rg-label').first().waitFor();
    const smallest = await page.evaluate(
      "Math.min(...[...document.querySelectorAll('.rg-label')].map((label) => parseFloat(getComputedStyle(label).fontSize) * label.getBoundingClientRect().width / label.offsetWidth))",
    );
    expect(smallest).toBeGreaterThanOrEqual(10.9);
    await screenshot(page, `map-${mode}`);
    await page.locator('.react-flow__node', { hasText: 'payments.' }).click();
    await page.getByText('Response time distribution').waitFor();
    await screenshot(page, `map-node-${mode}`);
    await expectSound(watched);
  });

  test('an empty server says what to do next', async () => {
    server.answer('empty');
    const watched = await openPage(browser, `${server.url}/traces`, mode);
    await watched.page.getByText('No traces in the last 15 minutes').waitFor();
    await screenshot(watched.page, `traces-empty-${mode}`);
    await expectSound(watched);
  });
});

test('a trace that arrives is listed without a reload', async () => {
  const { page, context } = await openPage(browser, `${server.url}/traces`);
  await page.locator('tbody tr').nth(5).waitFor();
  const id = server.arrive();
  await page.locator(`a[href="/traces/${id}"]`).waitFor();
  await context.close();
});

test('a server that went away is missed, and its next start is taken up without help', async () => {
  const first = await startFixtureServer();
  const { page, context } = await openPage(browser, `${first.url}/traces`);
  await page.locator('tbody tr').nth(5).waitFor();
  await first.close();
  await page.getByText('The server does not answer').first().waitFor();
  await screenshot(page, 'traces-offline');
  const second = await startFixtureServer(first.port);
  await page.getByText('The server does not answer').first().waitFor({ state: 'detached' });
  const id = second.arrive();
  await page.locator(`a[href="/traces/${id}"]`).waitFor();
  await context.close();
  await second.close();
});

test('a filter without a match can be cleared', async () => {
  const { page, context } = await openPage(browser, `${server.url}/traces?filter=user%3D%22nobody%22`);
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await page.locator('tbody tr').nth(5).waitFor();
  expect(page.url()).not.toContain('filter');
  await context.close();
});

test('a server error is shown with its code and can be tried again', async () => {
  server.answer('broken');
  const { page, context } = await openPage(browser, `${server.url}/map`);
  await page.getByText('InternalFailure').waitFor({ timeout: 20_000 });
  await screenshot(page, 'map-error');
  server.answer('full');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.rg-label').first().waitFor();
  await context.close();
});

test('500 rows are drawn only where they are seen, and walked by keyboard', async () => {
  const watched = await openPage(browser, `${server.url}/traces/${server.traces.long.id}`);
  const { page } = watched;
  const grid = page.getByRole('treegrid');
  await grid.waitFor();
  expect(await grid.getAttribute('aria-rowcount')).toBe('501');
  expect(await page.locator('.rg-row').count()).toBeLessThan(80);
  await grid.focus();
  await page.keyboard.press('End');
  await page.locator('.rg-row-active[aria-rowindex="501"]').waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await page.locator('.rg-row-active[aria-expanded="false"]').waitFor();
  expect(await grid.getAttribute('aria-rowcount')).toBe('2');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('n');
  await page.locator('.rg-row-active .rg-outcome-fault').waitFor();
  await screenshot(page, 'trace-long');
  await expectSound(watched);
});

test('what is unfinished and what is missing is said', async () => {
  const running = await openPage(browser, `${server.url}/traces/${server.traces.running.id}`);
  await running.page.locator('.rg-bar-open').first().waitFor();
  await screenshot(running.page, 'trace-running');
  await expectSound(running);
  const missing = await openPage(browser, `${server.url}/traces/${server.traces.fault.id}`);
  await missing.page.getByText('Missing parent feedfacefeedface').waitFor();
  await missing.context.close();
});

test('a trace that is not there says why that may be', async () => {
  const { page, context } = await openPage(browser, `${server.url}/traces/1-00000001-000000000000000000000001`);
  await page.getByText('This trace is not here').waitFor();
  await context.close();
});

test('links of AWS’s console and W3C trace ids open the same trace', async () => {
  const { id } = server.traces.cold;
  const { page, context } = await openPage(browser, `${server.url}/#/traces/${id}`);
  await page.getByRole('treegrid').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/traces/${id}`);
  await page.goto(`${server.url}/traces/${id.slice(2).replace('-', '')}`);
  await page.getByRole('treegrid').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/traces/${id}`);
  await context.close();
});

test('what a trace holds is text: no markup runs, no link leads to a script', async () => {
  const watched = await openPage(browser, `${server.url}/traces/${server.traces.hostile.id}`);
  const { page } = watched;
  await page.locator('.rg-row').first().click();
  await page.getByRole('tab', { name: 'Metadata (1)' }).click();
  await page.getByText('onerror').last().waitFor();
  expect(await page.title()).not.toBe('owned');
  expect(await page.locator('a[href^="javascript"], #main img').count()).toBe(0);
  await page.getByRole('tab', { name: 'Annotations (2)' }).click();
  await page.getByText('abc\\u202etxt.exe').waitFor();
  await screenshot(page, 'trace-hostile');
  await expectSound(watched);
});

test('the map is walked by keyboard and has a list beside it', async () => {
  const { page, context, ...rest } = await openPage(browser, `${server.url}/map`);
  const stage = page.locator('.react-flow__node', { hasText: 'ApiGateway Stage' });
  await stage.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: 'View traces' })
    .or(page.getByRole('link', { name: 'View traces' }))
    .waitFor();
  await page
    .getByRole('button', { name: 'List' })
    .or(page.getByRole('radio', { name: 'List' }))
    .first()
    .click();
  await page.getByRole('columnheader', { name: 'Faults' }).waitFor();
  await screenshot(page, 'map-list');
  await expectSound({ page, context, ...rest });
});

test('a narrow window keeps everything reachable', async () => {
  const watched = await openPage(browser, `${server.url}/traces/${server.traces.cold.id}`, 'light', { width: 400, height: 800 });
  await watched.page.getByRole('treegrid').waitFor();
  const overflow = await watched.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(overflow).toBeLessThanOrEqual(0);
  await screenshot(watched.page, 'trace-narrow');
  await expectSound(watched);
});
