/** UpdateApiKey, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html */
import type { ApiKey, UpdateApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { patchApiKey } from '../patch/api-key.ts';
import { readPatches } from '../patch/read-patches.ts';
import { apiKeyShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateApiKey =
  (store: ApiGatewayStore): Operation<UpdateApiKeyRequest, ApiKey> =>
  (input, call) => {
    const before = store.apiKey(call, input.apiKey ?? '');
    const patched = readPatches('updateApiKeyInput', input.patchOperations).reduce(patchApiKey, before);
    const key = { ...patched, lastUpdatedDate: Math.floor(Date.now() / 1000) * 1000 };
    store.apiKeys.put(call, key.id, key);
    return apiKeyShape(key, false, true);
  };
