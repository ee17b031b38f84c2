import { expect, it } from 'vitest';
import type { RestDeployment } from '../rest-api.ts';
import { modelCheck } from './model-check.ts';

function check(schema: object, document: unknown): string | undefined {
  const deployment: RestDeployment = {
    ...{ id: 'd', createdDate: 0, apiName: 'a', binaryMediaTypes: [], resources: [] },
    models: [{ id: 'm', name: 'M', contentType: 'application/json', schema: JSON.stringify(schema) }],
  };
  return modelCheck(deployment, 'M')(JSON.stringify(document));
}

it.each<[schema: object, document: unknown, text: string]>([
  [{ required: ['name', 'age'] }, {}, 'object has missing required properties (["age","name"])'],
  [{ type: 'integer' }, 'x', 'instance type (string) does not match any allowed primitive type (allowed: ["integer"])'],
  [
    { type: ['number', 'null'] },
    [],
    'instance type (array) does not match any allowed primitive type (allowed: ["integer","null","number"])',
  ],
  [{ enum: ['a', 1] }, 'b', 'instance value ("b") not found in enum (possible values: ["a",1])'],
  [{ minLength: 2 }, '', 'string "" is too short (length: 0, required minimum: 2)'],
  [{ maxLength: 2 }, 'é€😀', 'string "é€😀" is too long (length: 3, maximum allowed: 2)'],
  [{ pattern: '^a' }, 'b', 'ECMA 262 regex "^a" does not match input string "b"'],
  [{ minimum: 5 }, 3, 'numeric instance is lower than the required minimum (minimum: 5, found: 3)'],
  [{ minimum: 5, exclusiveMinimum: true }, 5, 'numeric instance is not strictly greater than the required minimum 5'],
  [{ maximum: 5 }, 8, 'numeric instance is greater than the required maximum (maximum: 5, found: 8)'],
  [{ maximum: 5, exclusiveMaximum: true }, 5, 'numeric instance is not strictly lower than the required maximum 5'],
  [{ multipleOf: 3 }, 4, 'remainder of division is not zero (4 / 3)'],
  [{ minItems: 1 }, [], 'array is too short: must have at least 1 elements but instance has 0 elements'],
  [{ maxItems: 1 }, [1, 2], 'array is too long: must have at most 1 elements but instance has 2 elements'],
  [{ uniqueItems: true }, [1, 1], 'array must not contain duplicate elements'],
  [{ items: [{}], additionalItems: false }, [1, 2], 'schema only allows 1 elements in array but instance has 2 elements'],
  [
    { additionalProperties: false },
    { b: 1, a: 1 },
    'object instance has properties which are not allowed by the schema: ["a","b"]',
  ],
  [{ minProperties: 1 }, {}, 'object has too few properties (found 0 but schema requires at least 1)'],
  [{ maxProperties: 1 }, { a: 1, b: 1 }, 'object has too many properties (found 2 but schema requires at most 1)'],
  [{ anyOf: [{ type: 'null' }, { minimum: 3 }] }, 1, 'instance failed to match at least one required schema among 2'],
  [{ oneOf: [{ type: 'null' }, { minimum: 3 }] }, 1, 'instance failed to match exactly one schema (matched 0 out of 2)'],
  [{ oneOf: [{ type: 'integer' }, { minimum: 3 }] }, 4, 'instance failed to match exactly one schema (matched 2 out of 2)'],
  [{ not: { type: 'integer' } }, 4, 'instance matched a schema which it should not have'],
])('says of %j and %j what Java says', (schema, document, text) => {
  expect(check(schema, document)).toBe(`[${text}]`);
});

it('tells all that is wrong, wherever it is', () => {
  const properties = { a: { type: 'string' }, b: { type: 'object', required: ['c'] } };
  expect(check({ properties }, { a: 1, b: {} })).toBe(
    '[instance type (integer) does not match any allowed primitive type (allowed: ["string"]), object has missing required properties (["c"])]',
  );
});
