/** The variables a user may give a function (Lambda developer guide, "Defined runtime environment variables"). */
import type { Constraints } from './constraints.ts';
import { invalidParameter } from './errors.ts';

const reserved = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_FORMAT',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_LEVEL',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const limit = 4096;

export function constrainVariables(constraints: Constraints, variables: Readonly<Record<string, string>> | undefined): void {
  const allowed = /^[a-zA-Z][a-zA-Z0-9_]+$|^_(?:HANDLER|X_AMZN_TRACE_ID)$/;
  if (Object.keys(variables ?? {}).every((key) => allowed.test(key))) return;
  const rule = 'Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+';
  constraints.violated('environment.variables', undefined, `Map keys must satisfy constraint: [${rule}]`);
}

/**
 * @returns undefined when none were given: AWS then leaves Environment out of its answers, but shows an empty map as such.
 * @throws InvalidParameterValueException for reserved keys, or more than 4 KB.
 */
export function checkVariables(
  variables: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  if (variables === undefined) return undefined;
  const refused = Object.keys(variables).filter((key) => reserved.has(key));
  if (refused.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${refused.join(', ')}`,
    );
  }
  const measured = JSON.stringify(variables);
  if (Buffer.byteLength(measured) > limit) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
    );
  }
  return variables;
}
