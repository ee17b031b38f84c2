/**
 * UpdateIntegration: changes what is given.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
 */
import type { UpdateIntegrationRequest, UpdateIntegrationResult } from '@aws-sdk/client-apigatewayv2';
import type { Operation } from '../../service.ts';
import { checkIntegration, payloadFormat } from '../rules.ts';
import { integrationShape } from '../shapes.ts';
import type { HttpApis } from '../store.ts';

/** @throws BadRequestException, NotFoundException; then nothing is changed. */
export const updateIntegration =
  (store: HttpApis): Operation<UpdateIntegrationRequest, UpdateIntegrationResult> =>
  (input, call) => {
    const apiId = input.ApiId ?? '';
    const integration = store.integrations.get(call, apiId, input.IntegrationId ?? '');
    const type = input.IntegrationType ?? integration.type ?? 'AWS_PROXY';
    checkIntegration(input, type);
    const updated = {
      ...integration,
      uri: input.IntegrationUri ?? integration.uri,
      method: input.IntegrationMethod ?? integration.method,
      payloadFormatVersion: payloadFormat(input.PayloadFormatVersion ?? integration.payloadFormatVersion),
      timeoutInMillis: input.TimeoutInMillis ?? integration.timeoutInMillis,
      credentialsArn: input.CredentialsArn ?? integration.credentialsArn,
      description: input.Description ?? integration.description,
      // A parameter with an empty value goes.
      requestParameters: merged(integration.requestParameters, input.RequestParameters),
      responseParameters: input.ResponseParameters ?? integration.responseParameters,
      serverNameToVerify: input.TlsConfig?.ServerNameToVerify ?? integration.serverNameToVerify,
      type: type === 'HTTP_PROXY' ? ('HTTP_PROXY' as const) : ('AWS_PROXY' as const),
    };
    store.change(call, apiId, () => store.integrations.put(call, apiId, updated));
    return integrationShape(updated);
  };

function merged(before: Readonly<Record<string, string>> = {}, given: Readonly<Record<string, string>> = {}) {
  const entries = Object.entries({ ...before, ...given }).filter(([, value]) => value !== '');
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
