/**
 * The models of a document: its schemas, which name each other by API Gateway's URLs once they are imported.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
import { newId } from '../../api-id.ts';
import type { RestModel } from '../../rest-api.ts';
import { type Fields, fields, type OpenApiDocument, schemaName, textOf } from './document.ts';

export interface ModelReader {
  /** All so far, those of inline schemas too. */
  readonly models: RestModel[];
  /** The name of a schema's model; a schema without a name gets a model of its own. */
  nameOf(schema: unknown, where: string): string | undefined;
}

export function modelReader(document: OpenApiDocument, apiId: string): ModelReader {
  const modelOf = (name: string, schema: Fields): RestModel => ({
    id: newId(6),
    name,
    description: textOf(schema['description']),
    contentType: 'application/json',
    schema: JSON.stringify(withUrls(schema, apiId)),
  });
  const models = Object.entries(document.schemas).map(([name, schema]) => modelOf(name, fields(schema, name)));
  return {
    models,
    nameOf(given, where) {
      if (given === undefined || given === null) return undefined;
      const schema = fields(given, where);
      const known = schemaName(schema);
      if (known !== undefined) return known;
      const model = modelOf(`MODEL${newId(6)}`, schema);
      models.push(model);
      return model.name;
    },
  };
}

function withUrls(value: unknown, apiId: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withUrls(item, apiId));
  if (typeof value !== 'object' || value === null) return value;
  const name = schemaName(value as Fields);
  if (name !== undefined) return { $ref: `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}` };
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, key === 'required' ? sorted(entry) : withUrls(entry, apiId)]),
  );
}

/** AWS sorts the names of required properties; `required` may be a property's own name too. */
function sorted(value: unknown): unknown {
  return Array.isArray(value) && value.every((name) => typeof name === 'string') ? [...value].sort() : value;
}
