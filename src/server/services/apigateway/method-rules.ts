/**
 * What a method may be: authorization that can be enforced, parameters, models and a validator that are there.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html
 */
import type { Scope } from '../../store/ports.ts';
import type { RestMethod } from '../rest-api.ts';
import { errors } from './errors.ts';
import type { ApiGatewayStore } from './store.ts';

/** @throws BadRequestException */
export function checkMethod(store: ApiGatewayStore, scope: Scope, apiId: string, method: RestMethod): void {
  checkAuthorization(store, scope, apiId, method);
  if (method.requestValidatorId && !store.requestValidators.find(scope, apiId, method.requestValidatorId))
    throw errors.methodValidator();
  for (const name of Object.values(method.requestModels ?? {}))
    if (!store.models.find(scope, apiId, name)) throw errors.methodModel(name);
  const names = new Set<string>();
  for (const parameter of Object.keys(method.requestParameters ?? {})) {
    const name = /^method\.request\.(?:header|querystring|path|multivalueheader|multivaluequerystring)\.(.+)$/.exec(
      parameter,
    )?.[1];
    if (name === undefined) throw errors.mapping(parameter);
    if (names.has(name)) throw errors.sameParameter();
    names.add(name);
  }
}

function checkAuthorization(
  store: ApiGatewayStore,
  scope: Scope,
  apiId: string,
  { authorizationType, authorizerId }: RestMethod,
): void {
  switch (authorizationType) {
    case 'NONE':
    case 'AWS_IAM':
      return;
    case 'COGNITO_USER_POOLS':
      throw errors.cognito();
    case 'CUSTOM':
      if (!authorizerId || !store.authorizers.find(scope, apiId, authorizerId)) throw errors.methodAuthorizer();
      return;
    default:
      throw errors.authorizationType(authorizationType);
  }
}
