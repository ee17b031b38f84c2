/** Real Chromium over the built console, with what every page is held to: no policy violation, no error, no serious axe finding. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const screenshots = fileURLToPath(new URL('../output/console/', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** `RADIOGRAPH_CHROMIUM` names another browser than the system's. */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['RADIOGRAPH_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Uncaught errors and policy violations since the page was opened. */
  readonly troubles: string[];
  /** URLs outside the console's origin that the page asked for. */
  readonly foreign: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  mode: 'light' | 'dark' = 'light',
  size = { width: 1440, height: 900 },
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: size, colorScheme: mode, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const troubles: string[] = [];
  const foreign: string[] = [];
  await page.exposeFunction('reportViolation', (text: string) => troubles.push(text));
  await page.addInitScript(
    "document.addEventListener('securitypolicyviolation', (event) => window.reportViolation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile));",
  );
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(url).origin) foreign.push(request.url());
  });
  await page.goto(url);
  return { page, context, troubles, foreign };
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: `${screenshots}${name}.png` });
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** axe-core's serious and critical findings, as readable lines. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const violations = (await page.evaluate('axe.run(document).then(({ violations }) => violations)')) as readonly AxeViolation[];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`));
}

/** Nothing that axe takes seriously, no error or violation, no request to elsewhere; then closes it. */
export async function expectSound({ page, context, troubles, foreign }: WatchedPage): Promise<void> {
  expect(await seriousFindings(page)).toEqual([]);
  expect(troubles).toEqual([]);
  expect(foreign).toEqual([]);
  await context.close();
}
