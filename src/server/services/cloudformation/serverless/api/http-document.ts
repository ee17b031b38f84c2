/** The OpenAPI 3 document of an HTTP API. Who calls it: resources/http-api.ts. */
import { InvalidResource, InvalidTemplate } from '../errors.ts';
import { pythonText } from '../python-text.ts';
import type { SamResource, Translation } from '../translation.ts';
import { type Fields, isMap, ref } from '../values.ts';
import { switchEndpoint } from './endpoint-switch.ts';
import { applyHttpAuthorization, type HttpAuthorization } from './http-authorization.ts';
import { addHttpCors } from './http-cors.ts';
import { DEFAULT_ROUTE, fillOwnPaths, writtenPaths } from './http-routes.ts';

export interface HttpDocument {
  readonly body: Fields;
  /** Whether it is OpenAPI that tags could be written into: a document that is only known at the deployment is not. */
  readonly isOpenApi: boolean;
}

/** @throws InvalidResource, InvalidTemplate. */
export function httpDocument(
  translation: Translation,
  resource: SamResource,
  tags: Fields,
  auth: HttpAuthorization,
): HttpDocument {
  const { logicalId, properties } = resource;
  const own = properties['DefinitionBody'];
  if (isMap(own) && !isOpenApi(own)) return { body: withoutAdditions(translation, resource, own), isOpenApi: false };
  const info = { version: '1.0', title: ref('AWS::StackName') };
  const document: Fields = isMap(own) ? structuredClone(own) : { openapi: '3.0.1', info, paths: {} };
  if (isMap(own)) fillOwnPaths(translation, logicalId, document, auth);
  else document['paths'] = writtenPaths(translation, logicalId, auth);
  addHttpCors(translation, resource, document);
  applyHttpAuthorization(logicalId, document, auth);
  addTags(translation, document, tags);
  if (properties['DisableExecuteApiEndpoint'] !== undefined) switchEndpoint(document, properties['DisableExecuteApiEndpoint']);
  addInfo(resource, document);
  if (properties['FailOnWarnings']) giveDefaultPathSlash(document);
  return { body: document, isOpenApi: true };
}

const isOpenApi = ({ openapi, paths }: Fields): boolean =>
  isMap(paths) && typeof openapi === 'string' && /^3\.\d(\.\d)?$/.test(openapi);

/** @throws InvalidResource, InvalidTemplate for what would have to be written into a document that is none. */
function withoutAdditions(translation: Translation, { logicalId, properties }: SamResource, own: Fields): Fields {
  const invalid = "Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'.";
  if (translation.routes.has(logicalId))
    throw new InvalidResource(logicalId, `Structure of the SAM template is invalid. ${invalid}`);
  const additions = { CorsConfiguration: 'Cors configuration', Auth: 'Auth configuration', Tags: '`Tags`' };
  for (const [name, what] of Object.entries(additions))
    if (properties[name])
      throw new InvalidResource(
        logicalId,
        `Unable to add ${what} because 'DefinitionBody' does not contain a valid OpenApi definition.`,
      );
  if (properties['DisableExecuteApiEndpoint'] !== undefined) throw new InvalidTemplate(invalid);
  return own;
}

/** A tag that the document has gets the value, the others come after them. */
function addTags({ mark }: Translation, document: Fields, tags: Fields): void {
  const list = document['tags'] ?? [];
  if (!Array.isArray(list))
    throw new InvalidTemplate(
      `Tags in OpenApi DefinitionBody needs to be a list. ${pythonText(list, mark)} is a ${isMap(list) ? 'dict' : typeof list === 'string' ? 'str' : typeof list} not a list.`,
    );
  const value = 'x-amazon-apigateway-tag-value';
  const given = new Map(Object.entries(tags));
  const present = list.map((tag) => {
    const name = isMap(tag) ? String(tag['name']) : '';
    if (!isMap(tag) || !given.has(name)) return tag;
    const result = { ...tag, [value]: given.get(name) };
    given.delete(name);
    return result;
  });
  document['tags'] = [...present, ...[...given].map(([name, text]) => ({ name, [value]: text }))];
}

/** Name and description, where the document does not have its own. */
function addInfo({ logicalId, properties }: SamResource, document: Fields): void {
  const { Name: name, Description: description } = properties;
  const info = document['info'] ?? {};
  const taken = (what: string) =>
    new InvalidResource(
      logicalId,
      `Unable to set ${what} because it is already defined within inline OpenAPI specified in the 'DefinitionBody' property.`,
    );
  if ((name || description) && !isMap(info))
    throw new InvalidResource(logicalId, "Invalid 'DefinitionBody': The value of 'info' should be a map.");
  if (!isMap(info) || !(name || description)) return;
  const title = info['title'];
  if (name && !(isMap(title) && title['Ref'] === 'AWS::StackName')) throw taken('Name');
  if (description && info['description']) throw taken('Description');
  document['info'] = { ...info, ...(name ? { title: name } : {}), ...(description ? { description } : {}) };
}

/** An import that fails on warnings takes no path without a slash. */
function giveDefaultPathSlash(document: Fields): void {
  const paths = document['paths'];
  if (!isMap(paths) || paths[DEFAULT_ROUTE] === undefined) return;
  const { [DEFAULT_ROUTE]: item, ...rest } = paths;
  document['paths'] = { ...rest, [`/${DEFAULT_ROUTE}`]: item };
}
