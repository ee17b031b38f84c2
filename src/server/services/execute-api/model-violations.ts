/**
 * What is wrong with a body, in the words of the validator that API Gateway runs (json-schema-validator, in Java), from what Ajv says.
 * Clients see them by `$context.error.validationErrorString`. Pure. Who calls it: model-check.ts.
 */
import type { ErrorObject } from 'ajv';

/** With `verbose`: the value that is wrong, and what its keyword wants. */
type Violation = ErrorObject & { readonly data?: unknown; readonly schema?: unknown };

/** Ajv names missing and superfluous members one by one, Java all of an object at once. */
const named: Readonly<Record<string, readonly [parameter: string, text: (names: string) => string]>> = {
  required: ['missingProperty', (names) => `object has missing required properties (${names})`],
  additionalProperties: [
    'additionalProperty',
    (names) => `object instance has properties which are not allowed by the schema: ${names}`,
  ],
};

/** @returns one text for each. Of alternatives Java says only that none of them, or too many, fit. */
export function violationTexts(errors: readonly ErrorObject[]): string[] {
  const texts = new Map<string, string>();
  const members = new Map<string, string[]>();
  for (const error of errors as readonly Violation[]) {
    if (/\/(?:anyOf|oneOf|not)\//.test(error.schemaPath)) continue;
    const key = `${error.instancePath} ${error.schemaPath}`;
    const whole = named[error.keyword];
    if (whole) {
      const [parameter, text] = whole;
      const names = [...(members.get(key) ?? []), String((error.params as Record<string, unknown>)[parameter])].sort();
      members.set(key, names);
      texts.set(key, text(JSON.stringify(names)));
    } else texts.set(key, textOf(error));
  }
  return [...texts.values()];
}

function textOf({ keyword, data, schema, params, message }: Violation): string {
  const { limit, comparison } = params as { readonly limit?: number; readonly comparison?: string };
  const text = String(data);
  const length = Array.isArray(data) ? data.length : typeof data === 'string' ? [...data].length : countOf(data);
  switch (keyword) {
    case 'type':
      return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${allowed(schema)})`;
    case 'enum':
      return `instance value (${JSON.stringify(data)}) not found in enum (possible values: ${JSON.stringify(schema)})`;
    case 'minLength':
      return `string "${text}" is too short (length: ${length}, required minimum: ${limit})`;
    case 'maxLength':
      return `string "${text}" is too long (length: ${length}, maximum allowed: ${limit})`;
    case 'pattern':
      return `ECMA 262 regex "${String(schema)}" does not match input string "${text}"`;
    case 'minimum':
      if (comparison === '>') return `numeric instance is not strictly greater than the required minimum ${limit}`;
      return `numeric instance is lower than the required minimum (minimum: ${limit}, found: ${text})`;
    case 'maximum':
      if (comparison === '<') return `numeric instance is not strictly lower than the required maximum ${limit}`;
      return `numeric instance is greater than the required maximum (maximum: ${limit}, found: ${text})`;
    case 'multipleOf':
      return `remainder of division is not zero (${text} / ${String(schema)})`;
    case 'minItems':
      return `array is too short: must have at least ${limit} elements but instance has ${length} elements`;
    case 'maxItems':
      return `array is too long: must have at most ${limit} elements but instance has ${length} elements`;
    case 'additionalItems':
      return `schema only allows ${limit} elements in array but instance has ${length} elements`;
    case 'uniqueItems':
      return 'array must not contain duplicate elements';
    case 'minProperties':
      return `object has too few properties (found ${length} but schema requires at least ${limit})`;
    case 'maxProperties':
      return `object has too many properties (found ${length} but schema requires at most ${limit})`;
    case 'anyOf':
      return `instance failed to match at least one required schema among ${countOf(schema)}`;
    case 'oneOf':
      return `instance failed to match exactly one schema (matched ${fitting(params)} out of ${countOf(schema)})`;
    case 'not':
      return 'instance matched a schema which it should not have';
    default:
      return message ?? keyword;
  }
}

const countOf = (value: unknown): number => (typeof value === 'object' && value !== null ? Object.keys(value).length : 0);

/** Ajv stops at the second schema that fits. */
const fitting = ({ passingSchemas }: ErrorObject['params'] & { readonly passingSchemas?: readonly number[] | null }): number =>
  passingSchemas?.length ?? 0;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Whole numbers are numbers, too. */
function allowed(schema: unknown): string {
  const types = new Set((Array.isArray(schema) ? schema : [schema]).map(String));
  if (types.has('number')) types.add('integer');
  return JSON.stringify([...types].sort());
}
