/** What UpdateMethodResponse can patch. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateMethodResponse-Patch */
import type { RestMethodResponse } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import { present } from './method.ts';
import type { Patch } from './read-patches.ts';
import { isTrue, without } from './read-patches.ts';

/** @throws BadRequestException, NotFoundException */
export function patchMethodResponse(response: RestMethodResponse, { op, parts, path, value }: Patch): RestMethodResponse {
  const [field, name = ''] = parts;
  if (parts.length !== 2) throw errors.patchInvalid(path);
  if (field === 'responseParameters') {
    const parameters =
      op === 'add' ? response.responseParameters : present(response.responseParameters, name, errors.noParameter);
    if (op === 'remove') return { ...response, responseParameters: unlessEmpty(without(parameters, name)) };
    return { ...response, responseParameters: { ...parameters, [name]: isTrue(value) } };
  }
  if (field === 'responseModels') {
    const models = op === 'add' ? response.responseModels : present(response.responseModels, name, errors.noContentType);
    if (op === 'remove') return { ...response, responseModels: unlessEmpty(without(models, name)) };
    return { ...response, responseModels: { ...models, [name]: value ?? '' } };
  }
  throw errors.patchInvalid(path);
}

const unlessEmpty = <Value>(map: Record<string, Value>): Record<string, Value> | undefined =>
  Object.keys(map).length > 0 ? map : undefined;
