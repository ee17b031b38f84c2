/**
 * Who may call a REST API's methods: `Auth` of the API and of each event. An event says what it wants first; the API's defaults fill
 * the rest, in methods of the template's own document too.
 * Who calls it: rest-document.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html
 */
import { InvalidEvent, InvalidResource, InvalidTemplate, InvalidTemplatePart } from '../errors.ts';
import { pythonText } from '../python-text.ts';
import { type Route, resolveParameters, type SamResource, type Translation } from '../translation.ts';
import { type Fields, isMap } from '../values.ts';
import { type Authorizer, authorizersOf, iamDefinition } from './authorizers.ts';
import { operationsOf } from './operations.ts';

export interface ApiAuthorization {
  /** As the template has it. */
  readonly given: Fields;
  readonly authorizers: ReadonlyMap<string, Authorizer>;
}

const known = [
  'Authorizers',
  'DefaultAuthorizer',
  'InvokeRole',
  'AddDefaultAuthorizerToCorsPreflight',
  'AddApiKeyRequiredToCorsPreflight',
  'ApiKeyRequired',
  'ResourcePolicy',
  'UsagePlan',
];
const keyDefinition: Fields = { type: 'apiKey', name: 'x-api-key', in: 'header' };
/** Marks that take a default away; they are gone in the end. */
const NONE = 'NONE';
const NO_KEY = 'api_key_false';

/** @throws InvalidResource. */
export function apiAuthorization(translation: Translation, { logicalId, properties }: SamResource): ApiAuthorization {
  const auth = resolveParameters(translation, properties['Auth']);
  if (!auth) return { given: {}, authorizers: new Map() };
  if (!isMap(auth)) throw new InvalidResource(logicalId, "Property 'Auth' should be a map.");
  if (Object.keys(auth).some((name) => !known.includes(name)))
    throw new InvalidResource(logicalId, "Invalid value for 'Auth' property");
  return { given: auth, authorizers: authorizersOf(logicalId, translation.partition, auth['Authorizers']) };
}

/** What the route's own event asks for. @param given `Auth` of the API. @throws InvalidResource of the function. */
export function routeSecurity(route: Route, given: Fields): Fields {
  const auth = routeAuth(route);
  const authorizers = given['Authorizers'];
  const refuse = (what: string) => new InvalidResource(route.functionId, new InvalidEvent(route.eventId, what).message);
  const { Authorizer: name, AuthorizationScopes: scopes, ApiKeyRequired: key } = auth;
  const on = `on API method [${route.method}] for path [${route.path}]`;
  if (name && name !== 'AWS_IAM') {
    const quoted = pythonText(name);
    if (name !== NONE && isEmpty(authorizers))
      throw refuse(`Unable to set Authorizer [${quoted}] ${on} because the related API does not define any Authorizers.`);
    if (name === NONE && !given['DefaultAuthorizer'])
      throw refuse(
        `Unable to set Authorizer ${on} because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.`,
      );
    if (name !== NONE && typeof name !== 'string')
      throw refuse(
        `Unable to set Authorizer [${quoted}] ${on}. The method authorizer must be a string with a corresponding dict entry in the api authorizer.`,
      );
    if (name !== NONE && isMap(authorizers) && !authorizers[String(name)])
      throw refuse(`Unable to set Authorizer [${quoted}] ${on} because it wasn't defined in the API's Authorizers.`);
  }
  if (scopes && !Array.isArray(scopes)) throw refuse("Property 'Auth.AuthorizationScopes' should be a list.");
  if (scopes && !name) throw refuse('AuthorizationScopes works only when Authorizer is set');
  if (key !== undefined && !key && !given['ApiKeyRequired'])
    throw refuse(`Unable to set ApiKeyRequired [False] ${on} because the related API does not specify any ApiKeyRequired.`);
  const security = [
    ...(name ? [{ [String(name)]: scopes ?? declaredScopes(given, String(name)) }] : []),
    ...(key === undefined || key === null ? [] : [{ [key ? 'api_key' : NO_KEY]: [] }]),
  ];
  return security.length > 0 ? { security } : {};
}

const isEmpty = (value: unknown): boolean => !value || (isMap(value) && Object.keys(value).length === 0);

/** As the template has them: none at all is no list. */
function declaredScopes(auth: Fields, name: string): unknown {
  const authorizers = auth['Authorizers'];
  const authorizer = isMap(authorizers) ? authorizers[name] : undefined;
  return (isMap(authorizer) ? authorizer['AuthorizationScopes'] : undefined) ?? [];
}

/** @throws InvalidResource of the function when `Auth` is no map. */
export function routeAuth(route: Route): Fields {
  const auth = route.properties['Auth'];
  if (auth === undefined || auth === null) return {};
  const refuse = (what: string) => new InvalidResource(route.functionId, new InvalidEvent(route.eventId, what).message);
  if (!isMap(auth)) throw refuse("Property 'Auth' should be a map.");
  if (auth['OverrideApiAuth']) throw refuse("Property 'Auth.OverrideApiAuth' is not supported by Radiograph.");
  return auth;
}

/** Whose credentials call the function of a route that IAM guards: the caller's, unless a role is given. */
export function integrationCredentials(route: Route, { given }: ApiAuthorization, partition: string): unknown {
  const auth = routeAuth(route);
  const isSigned =
    auth['Authorizer'] === 'AWS_IAM' || (given['DefaultAuthorizer'] === 'AWS_IAM' && Object.keys(auth).length === 0);
  if (!isSigned) return undefined;
  const role = (from: Fields): unknown => ('InvokeRole' in from ? from['InvokeRole'] || NONE : undefined);
  const wanted = role(auth) ?? role(given);
  if (wanted === NONE) return undefined;
  return wanted === undefined || wanted === 'CALLER_CREDENTIALS' ? `arn:${partition}:iam::*:user/*` : wanted;
}

/** Fills the API's defaults in. Changes the document. @throws InvalidResource, InvalidTemplate. */
export function applyAuthorization(logicalId: string, document: Fields, { given, authorizers }: ApiAuthorization): void {
  const definitions: Fields = {};
  for (const [name, { definition }] of authorizers) definitions[name] = definition;
  const byDefault = given['DefaultAuthorizer'];
  if (byDefault === 'AWS_IAM') definitions['AWS_IAM'] = iamDefinition;
  if (byDefault && (authorizers.size > 0 || byDefault === 'AWS_IAM')) {
    if (typeof byDefault !== 'string') throw new InvalidResource(logicalId, 'DefaultAuthorizer is not a string.');
    if (byDefault !== 'AWS_IAM' && !authorizers.has(byDefault))
      throw new InvalidResource(
        logicalId,
        `Unable to set DefaultAuthorizer because '${byDefault}' was not defined in 'Authorizers'.`,
      );
    const security = { [byDefault]: authorizers.get(byDefault)?.scopes ?? [] };
    const names = ['AWS_IAM', ...authorizers.keys()];
    const preflightToo = given['AddDefaultAuthorizerToCorsPreflight'] ?? true;
    for (const { path, method, operation } of operationsOf(document['paths']))
      if (preflightToo || method !== 'options') replaceDefault(operation, security, names, NONE, path, method);
  }
  if (given['ApiKeyRequired']) {
    const preflightToo = given['AddApiKeyRequiredToCorsPreflight'] ?? true;
    definitions['api_key'] = keyDefinition;
    for (const { path, method, operation } of operationsOf(document['paths']))
      if (preflightToo || method !== 'options') replaceDefault(operation, { api_key: [] }, ['api_key'], NO_KEY, path, method);
  }
  for (const { operation } of operationsOf(document['paths'], 'whatever is one')) {
    for (const entry of Array.isArray(operation['security']) ? operation['security'].filter(isMap) : []) {
      if ('AWS_IAM' in entry) definitions['AWS_IAM'] ??= iamDefinition;
      if ('api_key' in entry) definitions['api_key'] ??= keyDefinition;
    }
  }
  if (Object.keys(definitions).length === 0) return;
  const present = document['securityDefinitions'] ?? {};
  if (!isMap(present)) throw new InvalidTemplatePart('securityDefinitions must be a dictionary.');
  // What a template defines itself under these two names stays.
  const { AWS_IAM: iam, api_key: key } = present;
  document['securityDefinitions'] = {
    ...present,
    ...definitions,
    ...(iam ? { AWS_IAM: iam } : {}),
    ...(key ? { api_key: key } : {}),
  };
}

/** One of `names` stays as it is; the mark takes the default away; otherwise the default is added. */
function replaceDefault(
  operation: Fields,
  security: Fields,
  names: readonly string[],
  mark: string,
  path: string,
  method: string,
): void {
  const present = operation['security'] === undefined ? [] : operation['security'];
  if (!Array.isArray(present)) throw new InvalidTemplate(`Type of security for path ${path} method ${method} must be a list`);
  const entries = present.map((entry) => {
    if (isMap(entry)) return entry;
    throw new InvalidTemplate(`${pythonText(entry)} in Security for path ${path} method ${method} is not a valid dictionary.`);
  });
  const has = (entry: Fields, wanted: readonly string[]) => wanted.some((name) => name in entry);
  const others = entries.filter((entry) => !has(entry, [...names, mark]));
  const own = entries.filter((entry) => has(entry, names));
  const isMarked = entries.some((entry) => mark in entry);
  const result = [...others, ...(isMarked ? [] : own.length > 0 ? own : [security])];
  if (result.length > 0 || mark === NO_KEY) operation['security'] = result;
  else if (isMarked) operation['security'] = entries;
}
