/**
 * Builds the collector of AWS's classic OpenTelemetry layer (src/sandbox/layers/adot-collector) into the cache directory. The layer holds
 * it from then on; without it, the server itself takes the spans of functions that have the layer.
 *
 * Needs Go 1.22 or newer, some 700 MB for modules and a few minutes, once. RADIOGRAPH_CACHE_DIR names another cache directory.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('../src/sandbox/layers/adot-collector', import.meta.url));
const cache = process.env.RADIOGRAPH_CACHE_DIR ?? join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'radiograph');
const target = join(cache, 'adot-collector', `collector-${process.arch}`);

mkdirSync(join(cache, 'adot-collector'), { recursive: true });
console.log(`Building ${target} …`);
const { status, error } = spawnSync('go', ['build', '-trimpath', '-ldflags', '-s -w', '-o', target, '.'], {
  cwd: sources,
  // It runs in an environment that has no C library of its own.
  env: { ...process.env, CGO_ENABLED: '0' },
  stdio: 'inherit',
});
if (error !== undefined || status !== 0) {
  console.error(
    error?.code === 'ENOENT' ? 'Go is not installed: see https://go.dev/doc/install.' : 'The collector could not be built.',
  );
  process.exit(1);
}
console.log('The classic layer holds it in functions that are created or configured from now on.');
