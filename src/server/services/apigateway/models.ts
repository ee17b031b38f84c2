/** The models that every API begins with, and what a model may be. https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html */
import { newId } from '../api-id.ts';
import type { RestModel } from '../rest-api.ts';
import { errors } from './errors.ts';

const draft4 = 'http://json-schema.org/draft-04/schema#';

/** @returns `Empty` and `Error`. */
export function defaultModels(): RestModel[] {
  const model = (name: string, description: string, schema: object): RestModel => ({
    id: newId(6),
    name,
    description,
    contentType: 'application/json',
    schema: JSON.stringify({ $schema: draft4, ...schema }, undefined, 2),
  });
  return [
    model('Empty', 'This is a default empty schema model', { title: 'Empty Schema', type: 'object' }),
    model('Error', 'This is a default error schema model', {
      title: 'Error Schema',
      type: 'object',
      properties: { message: { type: 'string' } },
    }),
  ];
}

/** @throws BadRequestException for a name that is none, and a schema that says nothing or is not JSON. */
export function checkModel({ name, schema, contentType }: RestModel): void {
  if (!name) throw errors.modelName();
  if (!/^[A-Za-z0-9]+$/.test(name)) throw errors.modelNameForm(name);
  if (!schema) throw errors.modelSchema();
  if (!contentType.includes('json')) return;
  let document: unknown;
  try {
    document = JSON.parse(schema);
  } catch (error) {
    throw errors.modelSchemaJson(`Invalid model schema specified. ${error instanceof Error ? error.message : ''}`);
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw errors.modelSchema();
  if (Object.keys(document).length === 0) throw errors.modelSchema();
}
