/** GetApiKeys, newest first. https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
import type { ApiKeys, GetApiKeysRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { apiKeyShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** Names are looked for by their beginning. */
export const getApiKeys =
  (store: ApiGatewayStore): Operation<GetApiKeysRequest, ApiKeys> =>
  (input, call) => {
    const all = store.apiKeys
      .list(call)
      .map(({ value }) => value)
      .filter(({ name = '' }) => name.startsWith(input.nameQuery ?? ''))
      .filter(({ customerId }) => input.customerId === undefined || customerId === input.customerId)
      .sort((a, b) => b.createdDate - a.createdDate);
    const page = pageOf(all, input.position, input.limit);
    return { items: page.items.map((key) => apiKeyShape(key, input.includeValues ?? false)), position: page.position };
  };
