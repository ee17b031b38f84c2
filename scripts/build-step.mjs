/**
 * Runs a build step only when something it reads has changed, so that `npm run demo` starts at once the second time.
 *
 * Who calls it: scripts/build.mjs. What a step has seen is kept as one hash of paths and contents in `dist/.build.json`.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const stampFile = 'dist/.build.json';

/**
 * @param {string} name shown while it runs
 * @param {{ inputs: string[], outputs: string[], run: () => void | Promise<void> }} step files or folders that it reads, files
 *   that must exist afterwards, and the work
 */
export async function buildStep(name, step) {
  const stamps = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
  const stamp = fingerprint(step.inputs);
  if (stamps[name] === stamp && step.outputs.every((file) => existsSync(file))) return;
  const started = performance.now();
  await step.run();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify({ ...stamps, [name]: stamp }, null, 2)}\n`);
  process.stderr.write(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

/** Every file below `paths`, sorted; a path that does not exist has none. */
export function filesBelow(paths) {
  return paths.flatMap((path) => {
    if (!existsSync(path)) return [];
    if (statSync(path).isFile()) return [path];
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.name !== 'node_modules' && entry.name !== '__pycache__')
      .map((entry) => join(path, entry.name))
      .sort()
      .flatMap((child) => filesBelow([child]));
  });
}

function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const file of filesBelow(paths)) {
    if (!file.includes('.test.')) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
