/** CreateUsagePlanKey: puts a key into a plan. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
import type { CreateUsagePlanKeyRequest, UsagePlanKey } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { usagePlanKeyShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws NotFoundException, ConflictException when it is in there. */
export const createUsagePlanKey =
  (store: ApiGatewayStore): Operation<CreateUsagePlanKeyRequest, UsagePlanKey> =>
  (input, call) => {
    if (input.keyType !== 'API_KEY') throw errors.notBuilt(`keyType ${input.keyType}`);
    const key = store.apiKey(call, input.keyId ?? '');
    const plan = store.usagePlan(call, input.usagePlanId ?? '');
    if (plan.keyIds.includes(key.id)) throw errors.keyInPlan(plan.id);
    store.usagePlans.put(call, plan.id, { ...plan, keyIds: [...plan.keyIds, key.id] });
    return usagePlanKeyShape(key);
  };
