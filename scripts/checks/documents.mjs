/**
 * Documents can fail: a link that leads nowhere, or a generated page that no longer says what the code says.
 *
 * Who calls it: scripts/check.mjs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { missingFromLock, readLock } from '../complete-lock.mjs';
import { services } from '../dump-schemas.mjs';
import { configurationPage, configurationPath } from '../write-configuration-page.mjs';
import { coveragePage, coveragePath, operationsOf } from '../write-coverage-page.mjs';
import { sourceFiles } from './source-files.mjs';

const required = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE'];

/** @returns {Promise<string[]>} one line per fault. */
export async function documentFaults() {
  const faults = required.filter((path) => !existsSync(path)).map((path) => `${path} is missing`);
  for (const path of sourceFiles().filter((file) => file.endsWith('.md'))) faults.push(...deadLinks(path));
  if (!existsSync(configurationPath) || readFileSync(configurationPath, 'utf8') !== (await configurationPage()))
    faults.push(`${configurationPath} is not what src/server/config.ts says; run node scripts/write-configuration-page.mjs`);
  if (!existsSync(coveragePath) || readFileSync(coveragePath, 'utf8') !== coveragePage())
    faults.push(`${coveragePath} is not what the operations folders say; run node scripts/write-coverage-page.mjs`);
  for (const path of missingFromLock(readLock()).keys())
    faults.push(`package-lock.json lacks ${path}; run node scripts/complete-lock.mjs`);
  for (const service of services) faults.push(...operationsOf(service).faults);
  return faults;
}

/** Links to files of the checkout; fences and inline code are not links. */
function deadLinks(path) {
  const text = readFileSync(path, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target.split('#')[0])
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(posix.join(posix.dirname(path), target)))
    .map((target) => `${path} links to ${target}, which does not exist`);
}
