/** CreateApiKey. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
import type { ApiKey, CreateApiKeyRequest } from '@aws-sdk/client-api-gateway';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { apiKeyShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';
import { newKeyValue } from '../store.ts';

/** @throws BadRequestException, ConflictException for a value that another key has. */
export const createApiKey =
  (store: ApiGatewayStore): Operation<CreateApiKeyRequest, ApiKey> =>
  (input, call) => {
    if (input.stageKeys?.length) throw errors.notBuilt('stageKeys, which AWS has replaced by usage plans,');
    const value = input.value || newKeyValue();
    if (value.length < 20) throw errors.apiKeyShort();
    if (value.length > 128) throw errors.apiKeyLong();
    if ((input.name ?? '').length > 1024) throw errors.apiKeyName();
    if ((input.description ?? '').length > 125_000) throw errors.apiKeyDescription();
    if (store.apiKeys.list(call).some(({ value: key }) => key.value === value)) throw errors.apiKeyExists();
    const now = Date.now();
    const key = {
      id: newId(10),
      value,
      name: input.name || undefined,
      description: input.description,
      customerId: input.customerId,
      enabled: input.enabled ?? false,
      tags: input.tags ?? {},
      createdDate: now,
      lastUpdatedDate: now,
    };
    store.apiKeys.put(call, key.id, key);
    return apiKeyShape(key, true);
  };
