/** GetRoutes: those of an API. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
import type { GetRoutesRequest, GetRoutesResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { routeShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getRoutes =
  (store: HttpApis): Operation<GetRoutesRequest, GetRoutesResponse> =>
  (input, call) => {
    const page = pageOf(store.routes.list(call, input.ApiId ?? ''), input);
    return { Items: page.Items.map(routeShape), NextToken: page.NextToken };
  };
