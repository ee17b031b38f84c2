/** Reads the schema dump of the build. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FrozenService, ServiceModel } from './schema.ts';

/** Compiled code lies in `dist/server/wire`, sources in `src/server/wire`; the dump is in `dist` for both. */
const dumpFiles = [
  new URL('../../aws-schemas.json', import.meta.url),
  new URL('../../../dist/aws-schemas.json', import.meta.url),
];

/** @throws Error that names the command which makes the dump. */
export function loadModels(): ServiceModel[] {
  for (const url of dumpFiles) {
    let text: string;
    try {
      text = readFileSync(fileURLToPath(url), 'utf8');
    } catch {
      continue;
    }
    return (JSON.parse(text) as FrozenService[]).map((frozen) => new ServiceModel(frozen));
  }
  throw new Error("AWS's schemas are not there. Run `npm run build`, which dumps them to dist/aws-schemas.json.");
}
