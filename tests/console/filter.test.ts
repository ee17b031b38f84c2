/** Filtering traces in real Chromium, over made-up answers: what is completed, what is refused and how it is said. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, screenshot, seriousFindings } from './browser.ts';
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

async function openTraces(search = '') {
  const watched = await openPage(browser, `${server.url}/traces${search}`);
  const field = watched.page.getByRole('combobox', { name: 'Filter expression' });
  const filterInUrl = () => new URL(watched.page.url()).searchParams.get('filter');
  return { ...watched, field, filterInUrl };
}

test('a mistake is marked where it stands, explained, and not sent', async () => {
  const { page, context, field, filterInUrl } = await openTraces();
  await page.locator('tbody tr').nth(5).waitFor();
  await field.fill('fault AND status = 500');
  await page.getByText('Did you mean http.status?').waitFor();
  expect(await page.locator('.rg-filter-text mark').textContent()).toBe('status');
  await screenshot(page, 'traces-filter-mistake');
  expect(await seriousFindings(page)).toEqual([]);
  const before = server.calls.length;
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  expect(filterInUrl()).toBeNull();
  expect(server.calls.slice(before)).toEqual([]);
  await context.close();
});

test('what is not finished is no mistake until it is run', async () => {
  const { page, context, field } = await openTraces();
  await field.fill('service("orders") { fault');
  await page.getByRole('option', { name: '}' }).or(page.locator('tbody tr').nth(5)).first().waitFor();
  expect(await page.locator('.rg-filter-text').count()).toBe(0);
  await field.press('Enter');
  await page.getByText('expected "}", unexpected end').waitFor();
  await context.close();
});

test('a filter of the address that X-Ray refuses is explained, and the next one runs', async () => {
  const { page, context, field, filterInUrl } = await openTraces('?filter=fault%20!!');
  await page.getByText('expected a keyword, unexpected end').waitFor();
  await screenshot(page, 'traces-filter-refused');
  await field.fill('fault = true');
  await field.press('Enter');
  await page.getByText('Matching traces').waitFor();
  expect(filterInUrl()).toBe('fault = true');
  await context.close();
});

test('names and words are completed from what is on the page, by keyboard', async () => {
  const { page, context, field, filterInUrl } = await openTraces();
  await page.locator('tbody tr').nth(5).waitFor();
  await field.fill('annotation[customer] = ');
  await page.getByRole('option', { name: '42' }).waitFor();
  await field.clear();
  await field.pressSequentially('service("ord');
  await page.getByRole('option', { name: 'orders' }).waitFor();
  await screenshot(page, 'traces-filter-completion');
  expect(await seriousFindings(page)).toEqual([]);
  await field.press('ArrowDown');
  await field.press('Enter');
  expect(await field.inputValue()).toBe('service("orders") ');
  expect(filterInUrl()).toBeNull();
  await field.pressSequentially('{ fault }');
  await field.press('Enter');
  await expect.poll(filterInUrl).toBe('service("orders") { fault }');
  await context.close();
});

test('a trace id opens its trace', async () => {
  const { page, context, field } = await openTraces();
  await field.fill(server.traces.cold.id);
  await page.getByRole('button', { name: 'Open trace' }).click();
  await page.getByRole('treegrid').waitFor();
  await context.close();
});

test('a group narrows the list down, together with the filter', async () => {
  const { page, context } = await openTraces('?group=checkout&filter=fault');
  await page.getByText('Group: checkout').first().waitFor();
  expect(server.filters.at(-1)).toBe('group.name = "checkout" AND (fault)');
  await context.close();
});

test('the help has examples that run', async () => {
  const { page, context, filterInUrl } = await openTraces();
  await page.locator('tbody tr').nth(5).waitFor();
  await page.getByRole('button', { name: 'Help on filter expressions' }).click();
  await page.getByRole('heading', { name: 'Filter expressions' }).waitFor();
  await screenshot(page, 'traces-help');
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'fault OR error' }).click();
  await expect.poll(filterInUrl).toBe('fault OR error');
  await context.close();
});
