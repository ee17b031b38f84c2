/** The package's own version, for `--version` and the summary. `package.json` is two folders up from both src/cli and dist/cli. */
import { readFileSync } from 'node:fs';

export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}
