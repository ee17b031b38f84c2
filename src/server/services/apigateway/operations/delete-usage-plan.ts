/** DeleteUsagePlan. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlan.html */
import type { DeleteUsagePlanRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException while it names stages that are there. */
export const deleteUsagePlan =
  (store: ApiGatewayStore): Operation<DeleteUsagePlanRequest, object> =>
  (input, call) => {
    const plan = store.usagePlan(call, input.usagePlanId ?? '');
    if (plan.apiStages.some(({ apiId, stage }) => store.findStage(call, apiId, stage))) throw errors.planInUse(plan.id);
    store.usagePlans.delete(call, plan.id);
    return {};
  };
