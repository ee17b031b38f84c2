/**
 * Bodies against an API's models, which are JSON schemas of draft 4 and may name each other by API Gateway's URLs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
import type { ValidateFunction } from 'ajv';
import Draft4 from 'ajv-draft-04';
import type { RestDeployment } from '../rest-api.ts';
import { partialMatch } from './bounded-regex.ts';
import { violationTexts } from './model-violations.ts';

type Check = (body: string) => string | undefined;

/** Deployments never change: their checks are kept as long as they are. */
const kept = new WeakMap<object, Map<string, Check>>();

/** @returns what is wrong with a body, as `$context.error.validationErrorString`; undefined when it is right. */
export function modelCheck(deployment: RestDeployment, modelName: string): Check {
  const checks = kept.get(deployment) ?? new Map<string, Check>();
  kept.set(deployment, checks);
  const known = checks.get(modelName);
  if (known) return known;
  const check = compile(deployment, modelName);
  checks.set(modelName, check);
  return check;
}

function compile(deployment: RestDeployment, modelName: string): Check {
  const options = { strict: false, logger: false, validateFormats: false, allErrors: true, verbose: true } as const;
  const ajv = new Draft4.default({ ...options, code: { regExp } });
  // A model that cannot be used does not harm those that do not name it.
  for (const { name, schema } of deployment.models ?? []) {
    try {
      if (schema) ajv.addSchema(withoutIds(JSON.parse(rewriteReferences(schema))), name);
    } catch (error) {
      if (name === modelName) return unusable(modelName, error);
    }
  }
  let validate: ValidateFunction;
  try {
    const found = ajv.getSchema(modelName);
    if (!found) return () => undefined;
    validate = found as ValidateFunction;
  } catch (error) {
    return unusable(modelName, error);
  }
  return (body) => {
    let document: unknown = {};
    try {
      if (body.trim() !== '') document = JSON.parse(body);
    } catch {
      return 'Unable to parse the request body as JSON';
    }
    if (validate(document)) return undefined;
    return `[${violationTexts(validate.errors ?? []).join(', ')}]`;
  };
}

function unusable(modelName: string, error: unknown): Check {
  const why = `model ${modelName} cannot be used: ${error instanceof Error ? error.message : String(error)}`;
  return () => why;
}

/** Patterns of models may not stop the server either. */
const regExp = Object.assign(
  (pattern: string) => ({
    test(text: string) {
      const outcome = partialMatch(pattern, text);
      return 'value' in outcome && outcome.value;
    },
  }),
  { code: '' },
);

/** `https://apigateway.amazonaws.com/restapis/ID/models/NAME` is NAME here. */
function rewriteReferences(schema: string): string {
  return schema.replace(/"https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models\/([^/"#]+)/g, '"$1');
}

/** A schema of an API is named by its model; an `id` of its own would hide it. */
function withoutIds(schema: unknown): object {
  if (typeof schema !== 'object' || schema === null) return {};
  const { id: _id, $schema: _dialect, ...rest } = schema as Record<string, unknown>;
  return rest;
}
