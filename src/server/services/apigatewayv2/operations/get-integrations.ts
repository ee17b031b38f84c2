/**
 * GetIntegrations: those of an API.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
 */
import type { GetIntegrationsRequest, GetIntegrationsResponse } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { pageOf } from '../paging.ts';
import { integrationShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getIntegrations =
  (store: HttpApis): Operation<GetIntegrationsRequest, GetIntegrationsResponse> =>
  (input, call) => {
    const page = pageOf(store.integrations.list(call, input.ApiId ?? ''), input);
    return { Items: page.Items.map(integrationShape), NextToken: page.NextToken };
  };
