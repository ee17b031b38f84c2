/** GetStages: those of an API. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html */
import type { GetStagesRequest, GetStagesResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { stageShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getStages =
  (store: HttpApis): Operation<GetStagesRequest, GetStagesResponse> =>
  (input, call) => {
    const page = pageOf(store.stages.list(call, input.ApiId ?? ''), input);
    return { Items: page.Items.map(stageShape), NextToken: page.NextToken };
  };
