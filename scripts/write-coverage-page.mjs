/**
 * Writes docs/reference/coverage.md: every operation of AWS's model, built or not. Built is what has a file of its own in
 * `operations/` and a line in the service's table, or stands in a table of many alike; `npm run check` compares, and fails on a file
 * that the model or the table lacks.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { modelOperations, services } from './dump-schemas.mjs';

export const coveragePath = 'docs/reference/coverage.md';

/** Operations alike that are rows of one file, in quotes. */
const tablesOfMany = { s3: 'src/server/services/s3/bucket-configuration.ts' };

/** `GetLayerVersionByArn` -> `get-layer-version-by-arn`, as operation files are named. */
export function fileNameOf(operation) {
  return operation
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/** Built operations of a service, and what is wrong with its folder. */
export function operationsOf(service) {
  const folder = `src/server/services/${service.id}/operations`;
  const names = modelOperations(service);
  const byFile = new Map(names.map((name) => [fileNameOf(name), name]));
  // Without a table nothing of it is served.
  if (!existsSync(folder) || !existsSync(`src/server/services/${service.id}/service.ts`)) return { names, built: [], faults: [] };
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const table = readFileSync(`src/server/services/${service.id}/service.ts`, 'utf8');
  const built = [];
  const faults = [];
  for (const file of files) {
    const name = byFile.get(file.slice(0, -3));
    if (!name) faults.push(`${folder}/${file} is no operation of AWS's model of ${service.id}`);
    else if (!new RegExp(`\\b${name}\\b`).test(table))
      faults.push(`${folder}/${file}: ${name} is not in the table of service.ts`);
    else built.push(name);
  }
  const many = service.id in tablesOfMany ? readFileSync(tablesOfMany[service.id], 'utf8') : '';
  for (const name of names) if (many.includes(`'${name}'`) && !built.includes(name)) built.push(name);
  return { names, built: built.sort(), faults };
}

const heading = `# Coverage

<!-- Made by scripts/write-coverage-page.mjs. Do not edit. -->

An operation that is not built is answered by HTTP 501, code \`NotImplemented\`, with its name, and is counted: see \`calls.unsupported\`
of \`/_radiograph/health\`.

| service | built | of |
|---|--:|--:|
`;

/** The page as it should be. */
export function coveragePage() {
  const rows = services.map((service) => ({ service, ...operationsOf(service) }));
  const table = rows.map(({ service, names, built }) => `| ${service.id} | ${built.length} | ${names.length} |`).join('\n');
  const lists = rows
    .filter(({ built }) => built.length > 0)
    .map(({ service, built }) => `## ${service.id}\n\n${built.map((name) => `\`${name}\``).join(', ')}\n`)
    .join('\n');
  return `${heading}${table}\n\n${lists}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(coveragePath, coveragePage());
