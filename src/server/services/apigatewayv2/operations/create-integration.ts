/**
 * CreateIntegration: a Lambda function that routes can name as their target.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
 */
import type { CreateIntegrationRequest, CreateIntegrationResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { newIntegration } from '../new-integration.ts';
import { integrationShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

/** @throws BadRequestException for anything but a Lambda proxy. */
export const createIntegration =
  (store: HttpApis): Operation<CreateIntegrationRequest, CreateIntegrationResult> =>
  (input, call) => {
    const { id: apiId } = store.api(call, input.ApiId ?? '');
    if (!input.IntegrationType) throw errors.integrationType('(none)');
    const integration = newIntegration(input);
    store.change(call, apiId, () => store.integrations.put(call, apiId, integration));
    return integrationShape(integration);
  };
