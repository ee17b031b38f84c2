/** GetIntegration: one of them. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html */
import type { GetIntegrationRequest, GetIntegrationResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { integrationShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

export const getIntegration =
  (store: HttpApis): Operation<GetIntegrationRequest, GetIntegrationResult> =>
  (input, call) =>
    integrationShape(store.integrations.get(call, input.ApiId ?? '', input.IntegrationId ?? ''));
