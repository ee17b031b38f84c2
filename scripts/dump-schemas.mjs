/**
 * Writes AWS's own schemas, as exported by the `@aws-sdk/client-*` packages, to one JSON file that the server reads.
 *
 * The clients are development dependencies: at run time only the JSON is needed. Format, per service: `shapes` by name, each a
 * tuple as the SDK has it with references replaced by `{"$": name}`; `operations` by name. See src/server/wire/schema.ts.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/** `rest` is what a REST path of the service speaks; the protocol of a request is found from the request itself. */
export const services = [
  { id: 'xray', package: '@aws-sdk/client-xray', rest: 'json' },
  { id: 'lambda', package: '@aws-sdk/client-lambda', rest: 'json' },
  { id: 'logs', package: '@aws-sdk/client-cloudwatch-logs', rest: 'none' },
  { id: 'sts', package: '@aws-sdk/client-sts', rest: 'none' },
  { id: 'iam', package: '@aws-sdk/client-iam', rest: 'none' },
  { id: 'apigateway', package: '@aws-sdk/client-api-gateway', rest: 'json' },
  { id: 'apigatewayv2', package: '@aws-sdk/client-apigatewayv2', rest: 'json' },
  { id: 'cloudformation', package: '@aws-sdk/client-cloudformation', rest: 'none' },
  { id: 's3', package: '@aws-sdk/client-s3', rest: 'xml' },
  { id: 'ssm', package: '@aws-sdk/client-ssm', rest: 'none' },
  { id: 'cloudwatch', package: '@aws-sdk/client-cloudwatch', rest: 'none' },
  { id: 'ecr', package: '@aws-sdk/client-ecr', rest: 'none' },
  { id: 'events', package: '@aws-sdk/client-eventbridge', rest: 'none' },
  { id: 'cloudcontrol', package: '@aws-sdk/client-cloudcontrol', rest: 'none' },
];

function dumpService({ id, package: packageName, rest }) {
  const client = require(packageName);
  const shapes = {};
  const operations = {};

  const freeze = (reference) => {
    let schema = reference;
    while (typeof schema === 'function') schema = schema();
    if (typeof schema === 'number') return schema;
    if (typeof schema === 'string') return 'unit';
    if (schema.length === 2) return [freeze(schema[0]), schema[1]];
    if (schema[0] === 0) return [schema[0], '', schema[2], schema[3], schema[4]];
    const name = schema[2];
    if (name === 'Unit') return 'unit';
    if (!(name in shapes)) {
      shapes[name] = null;
      shapes[name] = freezeShape(schema);
    }
    return { $: name };
  };
  const freezeShape = (schema) => {
    const [kind, , name, traits] = schema;
    if (kind === 1) return [1, '', name, traits, freeze(schema[4])];
    if (kind === 2) return [2, '', name, traits, freeze(schema[4]), freeze(schema[5])];
    return [kind, '', name, traits, schema[4], schema[5].map(freeze), schema[6] ?? 0];
  };

  for (const value of Object.values(client)) {
    if (!Array.isArray(value)) continue;
    if (value[0] === 9) operations[value[2]] = [value[3], freeze(value[4]), freeze(value[5])];
    else if (value[0] === -3) freeze(value);
  }
  const [, Client] = Object.entries(client).find(([name]) => /^[A-Z]\w+Client$/.test(name));
  const { config } = new Client({ region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });
  const settings = config.protocolSettings;
  return {
    id,
    signingName: config.defaultSigningName,
    namespace: settings.defaultNamespace,
    version: settings.version,
    target: settings.serviceTarget,
    xmlNamespace: settings.xmlNamespace,
    rest,
    operations,
    shapes,
  };
}

/** Names of all operations in AWS's model of a service. */
export function modelOperations(service) {
  const exported = Object.values(require(service.package));
  return exported.filter((value) => Array.isArray(value) && value[0] === 9).map((value) => value[2]);
}

/** @param {string} file where the JSON goes */
export function dumpSchemas(file) {
  const models = services.map(dumpService);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(models));
  return models;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href && process.argv[2]) {
  const models = dumpSchemas(process.argv[2]);
  for (const model of models) process.stdout.write(`${model.id}: ${Object.keys(model.operations).length} operations\n`);
}
