/** DeleteRoute: its integration stays. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
import type { DeleteRouteRequest } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import type { HttpApis } from '../store.ts';

export const deleteRoute =
  (store: HttpApis): Operation<DeleteRouteRequest, object> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const { id } = store.routes.get(call, apiId, input.RouteId ?? '');
    store.change(call, apiId, () => store.routes.delete(call, apiId, id));
    return {};
  };
