/**
 * An OpenAPI document, version 2 (Swagger) or 3, and the careful reading of its parts.
 *
 * Who calls it: the readers in this folder.
 */
import { readOpenApiText } from '../../open-api-text.ts';
import { errors } from '../errors.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface OpenApiDocument {
  readonly version: 2 | 3;
  readonly root: Fields;
  /** `definitions`, or `components.schemas`. */
  readonly schemas: Fields;
  /** `securityDefinitions`, or `components.securitySchemes`. */
  readonly securitySchemes: Fields;
}

/** @param text JSON or YAML. @throws BadRequestException for what is no such document. */
export function parseDocument(text: string): OpenApiDocument {
  let given: unknown;
  try {
    given = readOpenApiText(text);
  } catch {
    throw errors.importVersion();
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw errors.importVersion();
  const root = given as Fields;
  if (root['paths'] !== undefined && (typeof root['paths'] !== 'object' || root['paths'] === null)) throw errors.importVersion();
  if (String(root['swagger'] ?? '').startsWith('2'))
    return {
      version: 2,
      root,
      schemas: fields(root['definitions'], 'definitions'),
      securitySchemes: fields(root['securityDefinitions'], 'securityDefinitions'),
    };
  if (!String(root['openapi'] ?? '').startsWith('3.')) throw errors.importVersion();
  const components = fields(root['components'], 'components');
  return {
    version: 3,
    root,
    schemas: fields(components['schemas'], 'components.schemas'),
    securitySchemes: fields(components['securitySchemes'], 'components.securitySchemes'),
  };
}

/** @throws BadRequestException for what is no object. */
export function fields(value: unknown, name: string): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw errors.import(`${name} is not an object`);
  return value as Fields;
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The values of a map as texts; undefined when there is no map. @throws BadRequestException */
export function textsOf(value: unknown, name: string): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  return Object.fromEntries(Object.entries(fields(value, name)).map(([key, entry]) => [key, textOf(entry) ?? '']));
}

export const isTrue = (value: unknown): boolean => String(value) === 'true';

/** What `{ $ref: '#/…' }` names, or the value itself. @throws BadRequestException for a name that leads nowhere. */
export function resolved({ root }: OpenApiDocument, value: unknown, name: string): Fields {
  const given = fields(value, name);
  const reference = textOf(given['$ref']);
  if (reference === undefined) return given;
  let found: unknown = root;
  for (const part of reference.replace(/^#\//, '').split('/'))
    found = fields(found, reference)[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')];
  if (found === undefined) throw errors.import(`${name} refers to ${reference}, which is not there`);
  return fields(found, reference);
}

/** The last part of `#/definitions/Pet`; undefined for all else. */
export function schemaName(schema: Fields): string | undefined {
  return /^#\/(?:definitions|components\/schemas)\/(.+)$/.exec(textOf(schema['$ref']) ?? '')?.[1];
}
