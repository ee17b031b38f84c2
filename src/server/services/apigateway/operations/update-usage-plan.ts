/** UpdateUsagePlan, by patch operations. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
import type { UpdateUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { readPatches } from '../patch/read-patches.ts';
import { patchUsagePlan } from '../patch/usage-plan.ts';
import { usagePlanShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';
import { checkPlanStages } from '../usage-plan-rules.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateUsagePlan =
  (store: ApiGatewayStore): Operation<UpdateUsagePlanRequest, UsagePlan> =>
  (input, call) => {
    const before = store.usagePlan(call, input.usagePlanId ?? '');
    const plan = readPatches('updateUsagePlanInput', input.patchOperations).reduce(patchUsagePlan, before);
    checkPlanStages(store, call, plan, before);
    store.usagePlans.put(call, plan.id, plan);
    return usagePlanShape(plan, true);
  };
