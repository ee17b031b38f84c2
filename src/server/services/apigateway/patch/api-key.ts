/** What UpdateApiKey can patch. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateApiKey-Patch */
import type { RestApiKey } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import type { Patch, Replacements } from './read-patches.ts';
import { isTrue, replaceField } from './read-patches.ts';

const fields: Replacements<RestApiKey> = {
  '/description': (key, description = '') => {
    if (description.length > 125_000) throw errors.apiKeyDescription();
    return { ...key, description };
  },
  '/enabled': (key, value) => ({ ...key, enabled: isTrue(value) }),
  '/name': (key, name) => ({ ...key, name }),
  '/customerId': (key, customerId) => ({ ...key, customerId }),
};

/** @throws BadRequestException */
export const patchApiKey = (key: RestApiKey, patch: Patch): RestApiKey => replaceField(fields, key, patch);
