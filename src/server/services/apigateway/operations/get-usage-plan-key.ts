/** GetUsagePlanKey. https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
import type { GetUsagePlanKeyRequest, UsagePlanKey } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { usagePlanKeyShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws NotFoundException */
export const getUsagePlanKey =
  (store: ApiGatewayStore): Operation<GetUsagePlanKeyRequest, UsagePlanKey> =>
  (input, call) => {
    const plan = store.usagePlan(call, input.usagePlanId ?? '');
    const key = store.apiKey(call, input.keyId ?? '');
    if (!plan.keyIds.includes(key.id)) throw errors.noUsagePlan();
    return usagePlanKeyShape(key);
  };
