/**
 * What AWS warns of in an OpenAPI document that it can import all the same: schemas that responses name and that are not there. HTTP
 * APIs make nothing of schemas, so that it matters only to who asks for no warnings.
 *
 * Who calls it: ImportApi and ReimportApi, with `FailOnWarnings`. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
import { errors } from './errors.ts';
import { type Fields, fields, parseDocument } from './open-api.ts';

/** @param text JSON or YAML. @throws BadRequestException with all of them. */
export function refuseWarnings(text: string): void {
  const document = parseDocument(text);
  const schemas = fields(fields(document['components'], 'components')['schemas'], 'schemas');
  const warnings: string[] = [];
  for (const [path, item] of Object.entries(fields(document['paths'], 'paths')))
    for (const [method, operation] of Object.entries(fields(item, path))) {
      if (typeof operation !== 'object' || operation === null || !('responses' in operation)) continue;
      for (const [status, response] of Object.entries(fields(operation.responses, 'responses')))
        for (const reference of schemasOf(fields(response, status))) {
          const name = /^#\/components\/schemas\/(.+)$/.exec(reference)?.[1];
          if (name !== undefined && !Object.hasOwn(schemas, name))
            warnings.push(
              `Parse issue: attribute paths.'${path}'(${method}).responses.${status}.content.schema.${reference} is missing`,
            );
        }
    }
  if (warnings.length > 0) throw errors.importWarnings(warnings);
}

function schemasOf(response: Fields): string[] {
  return Object.values(fields(response['content'], 'content')).flatMap((media) => {
    const reference = fields(fields(media, 'content')['schema'], 'schema')['$ref'];
    return typeof reference === 'string' ? [reference] : [];
  });
}
