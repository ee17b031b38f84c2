/** An integration from what a caller asks for. Who calls it: CreateIntegration, quick create, the OpenAPI import. */
import type { CreateIntegrationRequest } from '@aws-sdk/client-apigatewayv2';
import { newId } from '../api-id.ts';
import type { HttpIntegration } from '../http-api.ts';
import { errors } from './errors.ts';
import { checkIntegration, payloadFormat } from './rules.ts';

/** @throws BadRequestException */
export function newIntegration(input: Omit<CreateIntegrationRequest, 'ApiId'>): HttpIntegration {
  checkIntegration(input);
  if (!input.IntegrationUri) throw errors.integrationUri('');
  const isHttp = input.IntegrationType === 'HTTP_PROXY';
  return {
    id: newId(7),
    type: isHttp ? 'HTTP_PROXY' : 'AWS_PROXY',
    uri: input.IntegrationUri,
    method: input.IntegrationMethod ?? (isHttp ? 'ANY' : 'POST'),
    requestParameters: input.RequestParameters,
    responseParameters: input.ResponseParameters,
    serverNameToVerify: input.TlsConfig?.ServerNameToVerify,
    payloadFormatVersion: payloadFormat(input.PayloadFormatVersion ?? '1.0'),
    timeoutInMillis: input.TimeoutInMillis ?? 30_000,
    credentialsArn: input.CredentialsArn,
    description: input.Description,
  };
}
