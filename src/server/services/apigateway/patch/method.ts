/** What UpdateMethod can patch. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateMethod-Patch */
import type { RestMethod } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import type { Patch } from './read-patches.ts';
import { isTrue, without } from './read-patches.ts';

/** The whole method is checked afterwards, by method-rules.ts. @throws BadRequestException, NotFoundException */
export function patchMethod(method: RestMethod, patch: Patch): RestMethod {
  const { op, parts, path, value } = patch;
  const [field = '', name = ''] = parts;
  if (field === 'requestParameters' && parts.length === 2) {
    if (op === 'remove')
      return { ...method, requestParameters: without(present(method.requestParameters, name, errors.noParameter), name) };
    return { ...method, requestParameters: { ...method.requestParameters, [name]: isTrue(value) } };
  }
  if (field === 'requestModels' && parts.length === 2) {
    if (op === 'remove')
      return { ...method, requestModels: without(present(method.requestModels, name, errors.noContentType), name) };
    return { ...method, requestModels: { ...method.requestModels, [name]: value ?? '' } };
  }
  if (path === '/authorizationScopes') {
    const scopes = method.authorizationScopes ?? [];
    if (op === 'add') return { ...method, authorizationScopes: [...scopes, value ?? ''] };
    if (op === 'remove') return { ...method, authorizationScopes: scopes.filter((scope) => scope !== value) };
    throw errors.patchInvalid(path);
  }
  const change = fields[path];
  if (!change) throw errors.patchInvalid(path);
  if (op === 'remove' && path === '/requestValidatorId') return { ...method, requestValidatorId: undefined };
  if (op !== 'replace') throw errors.patchOperation('replace');
  return change(method, value);
}

const fields: Readonly<Record<string, (method: RestMethod, value: string | undefined) => RestMethod>> = {
  '/authorizationType': (method, value) => ({ ...method, authorizationType: value ?? 'NONE' }),
  '/authorizerId': (method, value) => ({ ...method, authorizerId: value || undefined }),
  '/apiKeyRequired': (method, value) => ({ ...method, apiKeyRequired: isTrue(value) }),
  '/operationName': (method, value) => ({ ...method, operationName: value || undefined }),
  '/requestValidatorId': (method, value) => ({ ...method, requestValidatorId: value || undefined }),
};

/** @throws what `missing` makes when the map lacks the key. */
export function present<Value>(
  map: Readonly<Record<string, Value>> | undefined,
  key: string,
  missing: () => Error,
): Readonly<Record<string, Value>> {
  if (!map || !Object.hasOwn(map, key)) throw missing();
  return map;
}
