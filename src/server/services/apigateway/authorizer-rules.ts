/** What an authorizer may be. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
import type { RestAuthorizer } from '../rest-api.ts';
import { notOneOf, refuseViolations } from './constraints.ts';
import { errors } from './errors.ts';

/** @throws ValidationException, BadRequestException; user pools are refused by name. */
export function checkAuthorizerType(type: string): asserts type is RestAuthorizer['type'] {
  if (type === 'COGNITO_USER_POOLS') throw errors.cognito();
  if (type !== 'TOKEN' && type !== 'REQUEST')
    refuseViolations([notOneOf(type, 'createAuthorizerInput.type', ['REQUEST', 'TOKEN', 'COGNITO_USER_POOLS'])]);
}

const sourceForm = /^(?:method\.request\.(?:header|querystring)|context|stageVariables)\.\S+$/;

/** @throws BadRequestException */
export function checkAuthorizer(authorizer: RestAuthorizer): void {
  const { name, type, authorizerUri, identitySource, authorizerResultTtlInSeconds: seconds = 300 } = authorizer;
  if (!name) throw errors.authorizer('Authorizer name cannot be empty');
  if (!/^arn:[\w-]+:apigateway:[\w-]+:lambda:path\/+2015-03-31\/functions\/.+\/invocations$/.test(authorizerUri))
    throw errors.authorizer(
      `Invalid Authorizer URI: ${authorizerUri || 'null'}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 3600)
    throw errors.authorizer('Authorizer result TTL must be between 0 and 3600 seconds');
  const sources = (identitySource ?? '')
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
  if (sources.length === 0 && (type === 'TOKEN' || seconds > 0))
    throw errors.authorizer('Identity source is required for the authorizer when its results are cached');
  if (type === 'TOKEN' && (sources.length > 1 || !sources[0]?.startsWith('method.request.header.')))
    throw errors.authorizer(`Invalid identity source for a TOKEN authorizer: ${identitySource}. It must be one header.`);
  for (const source of sources)
    if (!sourceForm.test(source)) throw errors.authorizer(`Invalid identity source specified: ${source}`);
}
