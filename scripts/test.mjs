/**
 * `npm test`: builds, runs every test, and ends with the plain line `N passed, N failed, N skipped`.
 *
 * Who calls it: a developer, and .ci/run. Words after `--` go to vitest. Under CI=true a missing client or browser is a failure;
 * elsewhere the tests that need it are left out, counted as skipped, and the reason is printed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { missingClients } from './test-clients.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const ci = process.env.CI === 'true';

// The tests run what the build made, not the sources.
const env = { ...process.env, RADIOGRAPH_TEST_BUILD: '1' };

function node(script, ...words) {
  return spawnSync(process.execPath, [script, ...words], { stdio: ['ignore', 'inherit', 'inherit'], env }).status ?? 1;
}

function finish(passed, failed, skipped, status) {
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  process.exit(status);
}

if (node('scripts/build.mjs') !== 0) finish(0, 1, 0, 1);

const missing = missingClients();
const needed = ci ? missing.filter((client) => !client.optional) : [];
for (const client of missing) {
  const consequence = needed.includes(client) ? 'Missing' : `Leaving out ${client.tests}`;
  process.stdout.write(`${consequence}: there is no ${client.name}. ${client.install}\n`);
}
if (needed.length > 0) finish(0, needed.length, 0, 1);

const report = 'tests/output/vitest.json';
mkdirSync('tests/output', { recursive: true });
rmSync(report, { force: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const status = node('node_modules/vitest/vitest.mjs', 'run', ...reporters, ...process.argv.slice(2));

if (!existsSync(report)) finish(0, 1, 0, status || 1);
const result = JSON.parse(readFileSync(report, 'utf8'));
const skipped = result.numPendingTests + result.numTodoTests + missing.length;
// A file that could not be loaded has no tests that failed, yet it is a failure.
const failed = Math.max(result.numFailedTests, result.success ? 0 : 1);
finish(result.numPassedTests, failed, skipped, status || (failed > 0 ? 1 : 0));
