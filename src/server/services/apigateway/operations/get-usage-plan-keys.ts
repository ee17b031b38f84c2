/** GetUsagePlanKeys. https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
import type { GetUsagePlanKeysRequest, UsagePlanKeys } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { usagePlanKeyShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** Newest first; names are looked for by their beginning. A plan that is not there has no keys. */
export const getUsagePlanKeys =
  (store: ApiGatewayStore): Operation<GetUsagePlanKeysRequest, UsagePlanKeys> =>
  (input, call) => {
    const keyIds = store.usagePlans.get(call, input.usagePlanId ?? '')?.keyIds ?? [];
    const keys = keyIds.toReversed().flatMap((id) => store.apiKeys.get(call, id) ?? []);
    const wanted = keys.filter(({ name = '' }) => name.startsWith(input.nameQuery ?? ''));
    const page = pageOf(wanted, input.position, input.limit);
    return { items: page.items.map(usagePlanKeyShape), position: page.position };
  };
