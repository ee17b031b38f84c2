/**
 * Who may call: the security schemes of a document as authorizers, IAM authorization and API keys.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
import { newId } from '../../api-id.ts';
import type { RestAuthorizer, RestMethod } from '../../rest-api.ts';
import { checkAuthorizer, checkAuthorizerType } from '../authorizer-rules.ts';
import { type Fields, fields, listOf, type OpenApiDocument, textOf } from './document.ts';

type Guard = Pick<RestMethod, 'authorizationType' | 'authorizerId' | 'apiKeyRequired'>;

export interface SecurityReader {
  readonly authorizers: readonly RestAuthorizer[];
  /** What guards an operation: its own security, else the document's. @throws BadRequestException */
  guardOf(operation: Fields, where: string): Guard;
}

export function securityReader(document: OpenApiDocument): SecurityReader {
  const authorizers = new Map<string, RestAuthorizer>();
  for (const [name, given] of Object.entries(document.securitySchemes)) {
    const scheme = fields(given, name);
    const extension = scheme['x-amazon-apigateway-authorizer'];
    if (extension !== undefined) authorizers.set(name, authorizerOf(name, scheme, fields(extension, name)));
  }
  return {
    authorizers: [...authorizers.values()],
    guardOf(operation, where) {
      const own = textOf(fields(operation['x-amazon-apigateway-auth'], where)['type'])?.toUpperCase();
      const guard = { authorizationType: own ?? 'NONE', authorizerId: undefined as string | undefined, apiKeyRequired: false };
      for (const requirement of listOf(operation['security'] ?? document.root['security'])) {
        for (const name of Object.keys(fields(requirement, where))) {
          const authorizer = authorizers.get(name);
          if (authorizer) {
            guard.authorizationType = 'CUSTOM';
            guard.authorizerId = authorizer.id;
          } else if (isSigV4(document.securitySchemes[name])) guard.authorizationType = 'AWS_IAM';
          else if (isApiKey(document.securitySchemes[name])) guard.apiKeyRequired = true;
          // Schemes without API Gateway's extensions guard nothing, in AWS neither.
        }
      }
      return guard;
    },
  };
}

function authorizerOf(schemeName: string, scheme: Fields, extension: Fields): RestAuthorizer {
  const type = (textOf(extension['type']) ?? '').toUpperCase();
  checkAuthorizerType(type);
  const name = textOf(scheme['name']);
  // SAM writes `Unused` where a scheme has to have a name.
  const header = textOf(scheme['in']) === 'header' && name !== 'Unused' ? `method.request.header.${name}` : undefined;
  const seconds = extension['authorizerResultTtlInSeconds'];
  const authorizer = {
    id: newId(6),
    name: schemeName,
    type,
    authType: textOf(scheme['x-amazon-apigateway-authtype']) ?? 'custom',
    authorizerUri: textOf(extension['authorizerUri']) ?? '',
    authorizerCredentials: textOf(extension['authorizerCredentials']) || undefined,
    identitySource: textOf(extension['identitySource']) || header,
    identityValidationExpression: textOf(extension['identityValidationExpression']),
    authorizerResultTtlInSeconds: seconds === undefined || seconds === null ? undefined : Number(seconds),
  };
  checkAuthorizer(authorizer);
  return authorizer;
}

const isSigV4 = (scheme: unknown): boolean =>
  textOf(fields(scheme, 'security scheme')['x-amazon-apigateway-authtype'])?.toLowerCase() === 'awssigv4';

function isApiKey(given: unknown): boolean {
  const scheme = fields(given, 'security scheme');
  return scheme['type'] === 'apiKey' && scheme['in'] === 'header' && textOf(scheme['name'])?.toLowerCase() === 'x-api-key';
}
