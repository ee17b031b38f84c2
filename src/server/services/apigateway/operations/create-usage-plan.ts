/** CreateUsagePlan. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
import type { CreateUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import { newId } from '../../api-id.ts';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { usagePlanShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';
import { checkPlanStages } from '../usage-plan-rules.ts';

/** @throws BadRequestException, NotFoundException for a stage that is not there. */
export const createUsagePlan =
  (store: ApiGatewayStore): Operation<CreateUsagePlanRequest, UsagePlan> =>
  (input, call) => {
    if (!input.name) throw errors.usagePlanName();
    const plan = {
      id: newId(6),
      name: input.name,
      description: input.description,
      apiStages: (input.apiStages ?? []).map(({ apiId = '', stage = '', throttle }) => ({ apiId, stage, throttle })),
      throttle: input.throttle,
      quota: input.quota,
      tags: input.tags ?? {},
      keyIds: [],
    };
    checkPlanStages(store, call, plan);
    store.usagePlans.put(call, plan.id, plan);
    return usagePlanShape(plan);
  };
