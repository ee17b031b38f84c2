/** DeleteApiKey: usage plans lose it too. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html */
import type { DeleteApiKeyRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import type { ApiGatewayStore } from '../store.ts';

export const deleteApiKey =
  (store: ApiGatewayStore): Operation<DeleteApiKeyRequest, object> =>
  (input, call) => {
    const { id } = store.apiKey(call, input.apiKey ?? '');
    store.transaction(() => {
      store.apiKeys.delete(call, id);
      for (const { value: plan } of store.usagePlans.list(call))
        if (plan.keyIds.includes(id))
          store.usagePlans.put(call, plan.id, { ...plan, keyIds: plan.keyIds.filter((key) => key !== id) });
    });
    return {};
  };
