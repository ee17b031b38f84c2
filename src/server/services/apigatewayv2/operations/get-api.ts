/** GetApi: one API. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
import type { GetApiRequest, GetApiResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { apiShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getApi =
  (store: HttpApis): Operation<GetApiRequest, GetApiResponse> =>
  (input, call) =>
    apiShape(store.api(call, input.ApiId ?? ''), call.region);
