/** What UpdateIntegrationResponse can patch. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateIntegrationResponse-Patch */
import type { RestIntegrationResponse } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import type { Patch } from './read-patches.ts';
import { without } from './read-patches.ts';

/** @throws BadRequestException */
export function patchIntegrationResponse(
  response: RestIntegrationResponse,
  { op, parts, path, value }: Patch,
): RestIntegrationResponse {
  const [field = '', name = ''] = parts;
  if ((field === 'responseParameters' || field === 'responseTemplates') && parts.length === 2) {
    if (op === 'remove') return { ...response, [field]: without(response[field], name) };
    return { ...response, [field]: { ...response[field], [name]: value ?? '' } };
  }
  if (path !== '/selectionPattern' && path !== '/contentHandling') throw errors.patchInvalid(path);
  if (op === 'remove' && path === '/contentHandling') return { ...response, contentHandling: undefined };
  if (op !== 'replace') throw errors.patchOperation('replace');
  return path === '/selectionPattern'
    ? { ...response, selectionPattern: value }
    : { ...response, contentHandling: value || undefined };
}
