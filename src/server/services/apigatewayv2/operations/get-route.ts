/** GetRoute: one of them. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
import type { GetRouteRequest, GetRouteResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { routeShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getRoute =
  (store: HttpApis): Operation<GetRouteRequest, GetRouteResult> =>
  (input, call) =>
    routeShape(store.routes.get(call, input.ApiId ?? '', input.RouteId ?? ''));
