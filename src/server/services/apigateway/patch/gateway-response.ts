/** What UpdateGatewayResponse can patch. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateGatewayResponse-Patch */
import type { RestGatewayResponse } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import { present } from './method.ts';
import type { Patch } from './read-patches.ts';
import { without } from './read-patches.ts';

/** @throws BadRequestException, NotFoundException */
export function patchGatewayResponse(response: RestGatewayResponse, { op, parts, path, value }: Patch): RestGatewayResponse {
  const [field, name = ''] = parts;
  if (path === '/statusCode' && op === 'replace') return { ...response, statusCode: value };
  if (parts.length !== 2 || (field !== 'responseParameters' && field !== 'responseTemplates')) throw errors.patchInvalid(path);
  const map = op === 'add' ? response[field] : present(response[field], name, errors.noParameter);
  if (op === 'remove') return { ...response, [field]: without(map, name) };
  if (!value) throw errors.emptyIn(field);
  return { ...response, [field]: { ...map, [name]: value } };
}
