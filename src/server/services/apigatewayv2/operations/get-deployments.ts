/** GetDeployments: those of an API. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html */
import type { GetDeploymentsRequest, GetDeploymentsResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { deploymentShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getDeployments =
  (store: HttpApis): Operation<GetDeploymentsRequest, GetDeploymentsResponse> =>
  (input, call) => {
    const page = pageOf(store.deployments.list(call, input.ApiId ?? ''), input);
    return { Items: page.Items.map(deploymentShape), NextToken: page.NextToken };
  };
