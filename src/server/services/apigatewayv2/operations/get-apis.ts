/** GetApis: the caller's APIs, oldest first. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
import type { GetApisRequest, GetApisResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { apiShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getApis =
  (store: HttpApis): Operation<GetApisRequest, GetApisResponse> =>
  (input, call) => {
    const all = store.apis(call).sort((a, b) => a.createdDate - b.createdDate);
    const page = pageOf(all, input);
    return { Items: page.Items.map((api) => apiShape(api, call.region)), NextToken: page.NextToken };
  };
