/**
 * Loads the AWS Distro for OpenTelemetry before the runtime. Named by otel-instrument; libraries that a CommonJS handler requires are
 * instrumented as they are, those that an ES module imports need a hook, which costs time at a cold start.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const packages = '/opt/nodejs/node_modules/';
const require = createRequire(packages);
const distro = '@aws/aws-distro-opentelemetry-node-autoinstrumentation/register';

/** Is the function's handler an ES module? */
function isModule() {
  const { LAMBDA_TASK_ROOT: root = '', _HANDLER: handler = '' } = process.env;
  const file = resolve(root, handler.replace(/^(.*?)([^/.]+)\..*$/, '$1$2'));
  if (existsSync(`${file}.mjs`)) return true;
  if (!existsSync(`${file}.js`)) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = resolve(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    if (folder === dirname(folder)) return false;
  }
}

if (isModule()) {
  const { createAddHookMessageChannel } = require('import-in-the-middle');
  const { registerOptions, waitForAllMessagesAcknowledged } = createAddHookMessageChannel();
  register('import-in-the-middle/hook.mjs', pathToFileURL(packages), registerOptions);
  require(distro);
  await waitForAllMessagesAcknowledged();
} else {
  require(distro);
}
