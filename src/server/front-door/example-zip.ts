/**
 * The applications of examples/ as zip files, for `sam init --location http://127.0.0.1:4566/_radiograph/examples/hello-world.zip`: SAM's
 * own templates come from GitHub, and a folder is no location for it.
 *
 * Who calls it: api-listener.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-init.html
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Zippable, zipSync } from 'fflate';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

/** What using an example leaves behind in it. */
const leftovers = /^(\..*|__pycache__|node_modules|cdk\.out|function\.zip)$/;

/** @returns the zip of one example, with its folder at the top; undefined when there is no such example. */
export async function exampleZip(name: string): Promise<Uint8Array | undefined> {
  const known = await readdir(examples, { withFileTypes: true }).catch(() => []);
  if (!known.some((entry) => entry.isDirectory() && entry.name === name)) return undefined;
  const files: Zippable = {};
  for (const entry of await readdir(join(examples, name), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const inZip = path.slice(examples.length + 1).replaceAll('\\', '/');
    if (inZip.split('/').some((part) => leftovers.test(part))) continue;
    // Python's zipfile, which SAM unpacks with, makes folders of entries that end with a slash; the first entry must be one.
    if (entry.isFile()) files[inZip] = await readFile(path);
  }
  return zipSync({ [`${name}/`]: new Uint8Array(), ...files });
}
