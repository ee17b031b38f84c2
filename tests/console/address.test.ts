/** What a page shows is in its address, so that a reload and a link show the same. Real Chromium, over made-up answers. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
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

test('the functions that were looked for, and their order, survive a reload', async () => {
  const { page, context } = await openPage(browser, `${server.url}/functions`);
  await page.locator('tbody tr').nth(4).waitFor();
  await page.getByRole('button', { name: 'Memory' }).first().press('Enter');
  await page.getByLabel('Find functions by name', { exact: true }).fill('o');
  await expect.poll(() => new URL(page.url()).search).toContain('find=o');
  const shown = await page.locator('tbody tr').allTextContents();
  await page.reload();
  await page
    .locator('tbody tr')
    .nth(shown.length - 1)
    .waitFor();
  expect(await page.getByLabel('Find functions by name', { exact: true }).inputValue()).toBe('o');
  const names = (texts: readonly string[]) => texts.map((text) => /^[a-z-]+/.exec(text)?.[0]);
  expect(names(await page.locator('tbody tr').allTextContents())).toEqual(names(shown));
  await context.close();
});

test('so does the page of the traces list', async () => {
  const { page, context } = await openPage(browser, `${server.url}/traces`);
  await page.locator('tbody tr').nth(49).waitFor();
  await page.getByRole('button', { name: /Page 2/ }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('page')).toBe('2');
  const first = await page.locator('tbody tr a').first().getAttribute('href');
  await page.reload();
  await page.locator(`a[href="${first}"]`).waitFor();
  await context.close();
});

test('so does what was looked for on the map, and in a trace', async () => {
  const { page, context } = await openPage(browser, `${server.url}/map?find=payments&content=icons`);
  await page.locator('.rg-node:not(.rg-node-dimmed)').first().waitFor();
  expect(await page.locator('.rg-node:not(.rg-node-dimmed)').count()).toBe(1);
  expect(await page.getByLabel('Find node', { exact: true }).inputValue()).toBe('payments');
  await page.goto(`${server.url}/traces/${server.traces.long.id}`);
  await page.getByLabel('Find in trace', { exact: true }).fill('DynamoDB');
  await expect.poll(() => new URL(page.url()).searchParams.get('find')).toBe('DynamoDB');
  await page.reload();
  await page.getByText(/^\d+ matches$/).waitFor();
  await context.close();
});
