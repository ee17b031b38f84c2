/**
 * What AWS warns of in an OpenAPI document that it imports all the same: mappings of an integration that are no texts, which are left out.
 *
 * Who calls it: ImportRestApi and PutRestApi. https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html
 */
import { errors } from '../errors.ts';
import { fields, type OpenApiDocument } from './document.ts';

/** @returns undefined where there is nothing to warn of. @throws BadRequestException for all of it when warnings are failures. */
export function importWarnings(document: OpenApiDocument, failOnWarnings: boolean | undefined): string[] | undefined {
  const warnings = Object.entries(fields(document.root['paths'], 'paths')).flatMap(([path, item]) =>
    Object.entries(fields(item, path)).flatMap(([method, operation]) => {
      if (typeof operation !== 'object' || operation === null || !('x-amazon-apigateway-integration' in operation)) return [];
      const integration = fields(operation['x-amazon-apigateway-integration'], path);
      return Object.entries(fields(integration['requestParameters'], path)).flatMap(([name, value]) =>
        typeof value === 'string'
          ? []
          : `Invalid format for 'requestParameters'. Expected type string for property '${name}' of resource '${path}' and method '${method.toUpperCase()}' but got '${String(value)}'`,
      );
    }),
  );
  if (warnings.length === 0) return undefined;
  if (failOnWarnings) throw errors.importWarnings(warnings);
  return warnings;
}
