/**
 * External extensions as programs: which there are, and what they see of the function's variables
 * (lambda/latest/dg/runtimes-extensions-api.html#runtimes-extensions-registration-api-e). Called by environment/start.ts.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Of the runtime alone. */
const runtimeOnly = [
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_LOG_FORMAT',
  'AWS_LAMBDA_LOG_LEVEL',
  'AWS_XRAY_CONTEXT_MISSING',
  'AWS_XRAY_DAEMON_ADDRESS',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
  '_AWS_XRAY_DAEMON_ADDRESS',
  '_AWS_XRAY_DAEMON_PORT',
  '_HANDLER',
  '_LAMBDA_TELEMETRY_LOG_FD',
];

/** @param opt host directory of `/opt`. @returns sorted names of the files in its `extensions`. */
export async function extensionFiles(opt: string): Promise<readonly string[]> {
  const entries = await readdir(join(opt, 'extensions'), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function extensionVariables(runtime: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(runtime).filter(([name]) => !runtimeOnly.includes(name)));
}
