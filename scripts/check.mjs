/**
 * `npm run check`: format and lint, types, boundaries between folders, file rules, generated documents, links. One summary.
 *
 * Who calls it: a developer before a commit, and tests/check.test.ts. Exits with 1 when a check says no. Under a minute.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boundaryFaults } from './checks/boundaries.mjs';
import { documentFaults } from './checks/documents.mjs';
import { fileFaults } from './checks/files.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

/** Resolves to a tool's complaints, none when it exits with 0. */
function tool(script, ...words) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join('node_modules', script), ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('close', (code) => resolve(code === 0 ? [] : [output.trim()]));
  });
}

const projects = ['tsconfig.json', 'src/model/tsconfig.json', 'src/console/tsconfig.json'].filter((file) => existsSync(file));

const checks = [
  ['format and lint', () => tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings')],
  ...projects.map((file) => [`types of ${file}`, () => tool('typescript/bin/tsc', '-p', file, '--noEmit')]),
  ['boundaries', boundaryFaults],
  ['files', fileFaults],
  ['documents', documentFaults],
];

const started = performance.now();
let refused = 0;
for (const [name, check] of checks) {
  const faults = await check();
  process.stdout.write(`${faults.length === 0 ? 'ok  ' : 'FAIL'}  ${name}\n`);
  for (const fault of faults) process.stdout.write(`${fault.replace(/^/gm, '      ')}\n`);
  if (faults.length > 0) refused += 1;
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(`${checks.length - refused} of ${checks.length} checks passed in ${seconds} s\n`);
process.exit(refused === 0 ? 0 : 1);
