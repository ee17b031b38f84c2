/** DeleteUsagePlanKey: takes a key out of a plan. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html */
import type { DeleteUsagePlanKeyRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws NotFoundException */
export const deleteUsagePlanKey =
  (store: ApiGatewayStore): Operation<DeleteUsagePlanKeyRequest, object> =>
  (input, call) => {
    const plan = store.usagePlan(call, input.usagePlanId ?? '');
    const keyId = input.keyId ?? '';
    if (!plan.keyIds.includes(keyId)) throw errors.noApiKey();
    store.usagePlans.put(call, plan.id, { ...plan, keyIds: plan.keyIds.filter((id) => id !== keyId) });
    return {};
  };
