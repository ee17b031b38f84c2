/** GetUsagePlan. https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
import type { GetUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { usagePlanShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getUsagePlan =
  (store: ApiGatewayStore): Operation<GetUsagePlanRequest, UsagePlan> =>
  (input, call) =>
    usagePlanShape(store.usagePlan(call, input.usagePlanId ?? ''), true);
