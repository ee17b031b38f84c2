/**
 * The base path of a document, and what an import makes of it: `ignore`, `prepend` or `split`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
 */
import { errors } from '../errors.ts';
import { fields, listOf, type OpenApiDocument, textOf } from './document.ts';

/** @returns what every path begins with: empty, or `/part`. @throws BadRequestException for another word. */
export function pathPrefix(document: OpenApiDocument, mode = 'ignore'): string {
  if (mode === 'ignore') return '';
  const base = basePath(document).replace(/\/+$/, '');
  if (mode === 'prepend') return base;
  // The first part is for a custom domain.
  if (mode === 'split') return base.replace(/^\/[^/]*/, '');
  throw errors.import(`basepath ${mode} is none of ignore, prepend, split`);
}

function basePath({ version, root }: OpenApiDocument): string {
  if (version === 2) return textOf(root['basePath']) ?? '';
  const server = fields(listOf(root['servers'])[0], 'servers');
  const variables = fields(server['variables'], 'servers.variables');
  // A variable of this name counts even where the URL does not name it.
  const only = Object.keys(variables);
  if (only.length === 1 && only[0] === 'basePath') {
    const base = textOf(fields(variables['basePath'], 'basePath')['default']) ?? '';
    return base === '' || base.startsWith('/') ? base : `/${base}`;
  }
  const url = (textOf(server['url']) ?? '').replace(/\{([^}]+)\}/g, (_, name: string) =>
    (textOf(fields(variables[name], name)['default']) ?? '').replace(/^\//, ''),
  );
  return url.startsWith('/') ? url : URL.canParse(url) ? new URL(url).pathname : '';
}
