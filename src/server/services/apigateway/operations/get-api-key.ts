/** GetApiKey. https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
import type { ApiKey, GetApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { apiKeyShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getApiKey =
  (store: ApiGatewayStore): Operation<GetApiKeyRequest, ApiKey> =>
  (input, call) =>
    apiKeyShape(store.apiKey(call, input.apiKey ?? ''), input.includeValue ?? false, true);
