/**
 * UpdateIntegration: changes what is given.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
 */
import type { UpdateIntegrationRequest, UpdateIntegrationResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { checkIntegration, payloadFormat } from '../rules.ts';
import { integrationShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

/** @throws BadRequestException for anything but a Lambda proxy. */
export const updateIntegration =
  (store: HttpApis): Operation<UpdateIntegrationRequest, UpdateIntegrationResult> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const integration = store.integrations.get(call, apiId, input.IntegrationId ?? '');
    checkIntegration(input);
    const updated = {
      ...integration,
      uri: input.IntegrationUri ?? integration.uri,
      method: input.IntegrationMethod ?? integration.method,
      payloadFormatVersion: payloadFormat(input.PayloadFormatVersion ?? integration.payloadFormatVersion),
      timeoutInMillis: input.TimeoutInMillis ?? integration.timeoutInMillis,
      credentialsArn: input.CredentialsArn ?? integration.credentialsArn,
      description: input.Description ?? integration.description,
    };
    store.change(call, apiId, () => store.integrations.put(call, apiId, updated));
    return integrationShape(updated);
  };
