/** A document in Swagger's form becomes OpenAPI 3. Who calls it: rest-document.ts, after each part that AWS does it after. */
import { InvalidTemplate } from '../errors.ts';
import { type Fields, isMap } from '../values.ts';

/** What SAM adds is written as Swagger has it. Changes the document. @throws InvalidTemplate for responses of no such form. */
export function toOpenApi3(document: Fields): void {
  for (const [section, place] of [
    ['securityDefinitions', 'securitySchemes'],
    ['definitions', 'schemas'],
  ] as const) {
    if (!document[section]) continue;
    const components = document['components'];
    document['components'] = { ...(isMap(components) ? components : {}), [place]: document[section] };
    delete document[section];
  }
  const paths = document['paths'];
  // Methods of a path under a condition stay in Swagger's form.
  for (const [path, item] of Object.entries(isMap(paths) ? paths : {}))
    if (isMap(item) && item['options']) convertOptions(path, item['options']);
}

/** In every OPTIONS method, the template's own too: each turn puts the type of a header one `schema` deeper, as AWS does. */
function convertOptions(path: string, options: unknown): void {
  if (!isMap(options))
    throw new InvalidTemplate(`Value of options method for path ${path} must be a dictionary according to Swagger spec.`);
  delete options['produces'];
  delete options['consumes'];
  const responses = options['responses'];
  if (responses === undefined || responses === null) return;
  const invalid = (what: string) => new InvalidTemplate(`Invalid responses in options method for path ${path}: ${what}.`);
  if (!isMap(responses)) throw invalid('It should be a map');
  const response = responses['200'];
  if (response === undefined || response === null) return;
  if (!isMap(response)) throw invalid("The value of '200' should be a map");
  const headers = response['headers'];
  if (!headers) return;
  if (!isMap(headers))
    throw new InvalidTemplate(
      `Value of response's headers in options method for path ${path} must be a dictionary according to Swagger spec.`,
    );
  response['headers'] = Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, { schema: header }]));
}
