/** GetUsagePlans. https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html */
import type { GetUsagePlansRequest, UsagePlans } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { usagePlanShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws NotFoundException for a key that is not there. */
export const getUsagePlans =
  (store: ApiGatewayStore): Operation<GetUsagePlansRequest, UsagePlans> =>
  (input, call) => {
    const keyId = input.keyId === undefined ? undefined : store.apiKey(call, input.keyId).id;
    const all = store.usagePlans.list(call).map(({ value }) => value);
    const wanted = keyId === undefined ? all : all.filter(({ keyIds }) => keyIds.includes(keyId));
    const page = pageOf(wanted, input.position, input.limit);
    return { items: page.items.map((plan) => usagePlanShape(plan)), position: page.position };
  };
