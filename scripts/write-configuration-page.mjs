/**
 * Writes docs/reference/configuration.md from the table in src/server/config.ts.
 *
 * Who calls it: a developer who has changed an option; `npm run check` compares.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { tsImport } from 'tsx/esm/api';

export const configurationPath = 'docs/reference/configuration.md';

const heading = `# Configuration

<!-- Made from src/server/config.ts by scripts/write-configuration-page.mjs. Do not edit. -->

The flags belong to \`radiograph start\`, \`run\`, \`env\` and \`demo\`. A flag wins over its variable, a variable over the default.

| flag | variable | default | what it is |
|---|---|---|---|
`;

const defaults = { cacheDir: '`$XDG_CACHE_HOME/radiograph`, else `~/.cache/radiograph`', clickhouseUrl: 'the embedded engine' };

/** The page as it should be. */
export async function configurationPage() {
  const { configOptions } = await tsImport('../src/server/config.ts', import.meta.url);
  const rows = configOptions.map((option) => {
    const choices = option.choices ? ` ${option.choices.map((choice) => `\`${choice}\``).join(' or ')};` : '';
    return `| \`${option.flag}\` | \`${option.variable}\` | ${defaults[option.key] ?? `\`${option.default}\``} |${choices} ${option.help} |`;
  });
  return `${heading}${rows.join('\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(configurationPath, await configurationPage());
