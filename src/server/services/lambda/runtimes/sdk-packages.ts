/**
 * Which packages of AWS's SDK a Node function takes from its runtime. Lambda's own holds all of them
 * (lambda/latest/dg/lambda-nodejs.html); here those that the code asks for are installed. Called by nodejs.ts.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** `require("…")`, `from "…"`, `import "…"`, `import("…")`, also minified. A bundle that contains the SDK names it in other ways. */
const taken = /(?:\brequire\s*\(|\bfrom|\bimport\s*\(?)\s*["'`](@aws-sdk\/[a-z0-9-]+)/g;
/** `require(`@aws-sdk/client-${service}`)`, `'@aws-sdk/client-' + service`: only the call decides which, as in CDK's AwsCustomResource. */
const takenAtRunTime = /["'`]@aws-sdk\/client-(?:\$\{|["'`]\s*\+|["'`]\.concat)/;
/** Then it has those of the services that are here; calls of others would lead nowhere. */
const clients = [
  ...[
    'api-gateway',
    'apigatewayv2',
    'cloudcontrol',
    'cloudformation',
    'cloudwatch',
    'cloudwatch-logs',
    'ecr',
    'eventbridge',
    'iam',
  ],
  ...['lambda', 's3', 'ssm', 'sts', 'xray'],
].map((name) => `@aws-sdk/client-${name}`);
const maximumFileBytes = 20 * 1024 * 1024;

/** @returns sorted names that the function's code imports and does not bring along. */
export async function sdkPackages(task: string): Promise<readonly string[]> {
  const found = new Set<string>();
  await look(task, found);
  return [...found].filter((name) => !existsSync(join(task, 'node_modules', name))).sort();
}

async function look(directory: string, found: Set<string>): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') await look(path, found);
    if (!entry.isFile() || !/\.[cm]?js$/.test(entry.name) || (await stat(path)).size > maximumFileBytes) continue;
    const code = await readFile(path, 'utf8');
    for (const [, name = ''] of code.matchAll(taken)) found.add(name);
    if (takenAtRunTime.test(code)) for (const name of clients) found.add(name);
  }
}
