import { expect, it } from 'vitest';
import type { RestDeployment } from '../rest-api.ts';
import { modelCheck } from './model-check.ts';

const url = (name: string) => `https://apigateway.amazonaws.com/restapis/api/models/${name}`;
const model = (name: string, schema: object) => ({
  id: name,
  name,
  contentType: 'application/json',
  schema: JSON.stringify(schema),
});
const deployment: RestDeployment = {
  id: 'd',
  createdDate: 0,
  apiName: 'a',
  binaryMediaTypes: [],
  resources: [],
  models: [
    model('Person', {
      $schema: 'http://json-schema.org/draft-04/schema#',
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', pattern: '^[A-Z]' },
        age: { type: 'integer', minimum: 0, exclusiveMinimum: true },
        house: { $ref: url('House') },
        local: { $ref: '#/definitions/flag' },
      },
      definitions: { flag: { type: 'boolean' } },
    }),
    model('House', { type: 'object', properties: { people: { type: 'array', items: { $ref: url('Person') } } } }),
    model('Broken', { type: 'nothing' }),
    model('Slow', { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } }),
  ],
};

it.each<[string, string, string, boolean]>([
  ['takes what the schema takes', 'Person', '{"name": "Ann", "age": 1}', true],
  ['wants what is required', 'Person', '{}', false],
  ['takes an empty body for an empty object', 'Person', '', false],
  ['knows draft 4', 'Person', '{"name": "Ann", "age": 0}', false],
  ['follows models that name each other', 'Person', '{"name": "Ann", "house": {"people": [{"name": 1}]}}', false],
  ['follows definitions of its own', 'Person', '{"name": "Ann", "local": 1}', false],
  ['holds patterns', 'Person', '{"name": "ann"}', false],
  ['takes no body that is not JSON', 'Person', '{', false],
  ['takes nothing by a schema that is none', 'Broken', '{}', false],
  ['does not wait for a pattern', 'Slow', `{"a": "${'a'.repeat(60)}b"}`, false],
])('%s', (_name, modelName, body, isRight) => {
  expect(modelCheck(deployment, modelName)(body) === undefined).toBe(isRight);
});
