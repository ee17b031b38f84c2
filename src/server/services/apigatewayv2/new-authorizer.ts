/** An authorizer from what a caller asks for. Who calls it: CreateAuthorizer, UpdateAuthorizer, the OpenAPI import. */
import type { CreateAuthorizerRequest } from '@aws-sdk/client-apigatewayv2';
import type { HttpAuthorizer } from '../http-api.ts';
import { checkAuthorizer } from './authorizer-rules.ts';
import { errors } from './errors.ts';
import { payloadFormat } from './rules.ts';

/** @param before what an update changes. @throws BadRequestException */
export function authorizerFrom(
  id: string,
  input: Partial<Omit<CreateAuthorizerRequest, 'ApiId'>>,
  before?: HttpAuthorizer,
): HttpAuthorizer {
  const type: string = input.AuthorizerType ?? before?.type ?? '';
  if (type !== 'REQUEST' && type !== 'JWT') throw errors.authorizer(`Invalid authorizer type: ${type}`);
  if (input.IdentityValidationExpression) throw errors.notBuilt('IdentityValidationExpression');
  const { Audience: audience, Issuer: issuer } = input.JwtConfiguration ?? {};
  const format = input.AuthorizerPayloadFormatVersion;
  const authorizer: HttpAuthorizer = {
    id,
    name: input.Name ?? before?.name ?? '',
    type,
    identitySource: input.IdentitySource ?? before?.identitySource ?? [],
    authorizerUri: input.AuthorizerUri ?? before?.authorizerUri,
    credentialsArn: input.AuthorizerCredentialsArn ?? before?.credentialsArn,
    payloadFormatVersion: format === undefined ? before?.payloadFormatVersion : payloadFormat(format),
    enableSimpleResponses: input.EnableSimpleResponses ?? before?.enableSimpleResponses,
    resultTtlInSeconds: input.AuthorizerResultTtlInSeconds ?? before?.resultTtlInSeconds,
    jwt: input.JwtConfiguration ? { audience: audience ?? [], issuer: issuer ?? '' } : before?.jwt,
  };
  checkAuthorizer(authorizer);
  return authorizer;
}
