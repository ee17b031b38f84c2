/** The text of an OpenAPI document, JSON or YAML, as values. Who calls it: the imports of REST APIs and HTTP APIs. */
import { isScalar, parseDocument } from 'yaml';

/** `version: 1.10` is a number to YAML and a text to whoever wrote it: it stays as it is spelt. @throws for what is neither. */
export function readOpenApiText(text: string): unknown {
  if (text.trimStart().startsWith('{')) return JSON.parse(text);
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw error;
  const version: unknown = document.getIn(['info', 'version'], true);
  if (isScalar(version) && version.source !== undefined) document.setIn(['info', 'version'], version.source);
  return document.toJS({ maxAliasCount: 100 });
}
