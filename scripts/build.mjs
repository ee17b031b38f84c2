/**
 * Builds everything into dist/: AWS's schemas, the server and the command line, the sandbox's files, the console.
 *
 * Who calls it: `npm run build`, and before it runs, `npm run demo`, `start` and `test`. `--server-only` leaves the console out.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildStep, filesBelow } from './build-step.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const schemaFile = 'dist/aws-schemas.json';

/** Runs a script, after Node's own flags. Its messages go to stderr; a failure ends the build. */
function node(...words) {
  const { status } = spawnSync(process.execPath, words, { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

await buildStep('schemas', {
  inputs: ['scripts/dump-schemas.mjs', 'package-lock.json'],
  outputs: [schemaFile],
  run: () =>
    // The SDK warns about Node 20, which only matters to those who run the SDK.
    node('--no-warnings', 'scripts/dump-schemas.mjs', schemaFile),
});

const compiled = ['server', 'cli', 'sandbox', 'model'];

await buildStep('server', {
  inputs: ['tsconfig.base.json', 'tsconfig.build.json', 'package-lock.json', ...compiled.map((folder) => `src/${folder}`)],
  outputs: ['dist/cli/main.js', 'dist/server/main.js'],
  run: () => {
    for (const folder of compiled) rmSync(`dist/${folder}`, { recursive: true, force: true });
    node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
    // What runs in a sandbox as it stands, and anything else beside the code that is not TypeScript.
    for (const file of filesBelow(compiled.map((folder) => `src/${folder}`))) {
      if (/\.(ts|tsx|md)$/.test(file) || file.endsWith('tsconfig.json')) continue;
      const target = join('dist', relative('src', file));
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(file, target);
    }
  },
});

await buildStep('bundle', {
  inputs: ['dist/cli', 'dist/server', 'dist/model', 'scripts/bundle-server.mjs', 'package-lock.json'],
  outputs: ['dist/bundle/radiograph.js'],
  run: () => {
    rmSync('dist/bundle', { recursive: true, force: true });
    node('scripts/bundle-server.mjs');
    chmodSync('dist/bundle/radiograph.js', 0o755);
  },
});

if (!process.argv.includes('--server-only')) {
  await buildStep('console', {
    inputs: ['src/console', 'src/model', 'tsconfig.base.json', 'package-lock.json'],
    outputs: ['dist/console/index.html'],
    run: () => node('node_modules/vite/bin/vite.js', 'build', '--config', 'src/console/vite.config.ts', '--logLevel', 'warn'),
  });
}
