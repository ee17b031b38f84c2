/**
 * Who may call an HTTP API's routes: JWT and Lambda authorizers, IAM, and what each event asks for.
 * Who calls it: http-document.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapiauth.html
 */
import { InvalidEvent, InvalidResource, InvalidTemplate } from '../errors.ts';
import { expectBoolean, expectList, expectMap } from '../expect.ts';
import { pythonText } from '../python-text.ts';
import type { Route, SamResource, Translation } from '../translation.ts';
import { defined, type Fields, isMap } from '../values.ts';
import { authorizerUri, iamDefinition } from './authorizers.ts';
import { alternatives, operationsOf } from './operations.ts';
import { methodKey } from './paths.ts';

export interface HttpAuthorizer {
  readonly definition: Fields;
  readonly scopes: unknown;
  /** Of a Lambda authorizer that API Gateway has to be allowed to call. */
  readonly functionArn: unknown;
}

export interface HttpAuthorization {
  readonly given: Fields;
  readonly authorizers: ReadonlyMap<string, HttpAuthorizer>;
}

const known = ['Authorizers', 'DefaultAuthorizer', 'EnableIamAuthorizer'];
/** By property, what it is for and what the error calls that. */
const properties = {
  AuthorizationScopes: ['JWT', 'OAuth2 Authorizer'],
  JwtConfiguration: ['JWT', 'OAuth2 Authorizer'],
  IdentitySource: ['JWT', "OAuth2 Authorizer. For Lambda Authorizer, use the 'Identity' property instead"],
  FunctionArn: ['REQUEST', 'Lambda Authorizer'],
  FunctionInvokeRole: ['REQUEST', 'Lambda Authorizer'],
  Identity: ['REQUEST', 'Lambda Authorizer'],
  AuthorizerPayloadFormatVersion: ['REQUEST', 'Lambda Authorizer'],
  EnableSimpleResponses: ['REQUEST', 'Lambda Authorizer'],
  EnableFunctionDefaultPermissions: ['REQUEST', 'Lambda Authorizer'],
} as const;

/** @throws InvalidResource. */
export function httpAuthorization(partition: string, { logicalId, properties: api }: SamResource): HttpAuthorization {
  const auth = api['Auth'];
  if (!auth) return { given: {}, authorizers: new Map() };
  if (!isMap(auth)) throw new InvalidResource(logicalId, "Property 'Auth' should be a map.");
  if (Object.keys(auth).some((name) => !known.includes(name)))
    throw new InvalidResource(logicalId, "Invalid value for 'Auth' property");
  const authorizers = new Map<string, HttpAuthorizer>();
  if (auth['EnableIamAuthorizer'] === true)
    authorizers.set('AWS_IAM', { definition: iamDefinition, scopes: undefined, functionArn: undefined });
  if (auth['Authorizers'])
    for (const [name, authorizer] of Object.entries(expectMap(logicalId, 'Auth.Authorizers', auth['Authorizers'])))
      authorizers.set(
        name,
        authorizerOf(logicalId, partition, name, expectMap(logicalId, `Auth.Authorizers.${name}`, authorizer)),
      );
  return { given: auth, authorizers };
}

function authorizerOf(logicalId: string, partition: string, name: string, given: Fields): HttpAuthorizer {
  const invalid = (reason: string) => new InvalidResource(logicalId, reason);
  if ('OpenIdConnectUrl' in given)
    throw invalid(
      `'OpenIdConnectUrl' is no longer a supported property for authorizer '${name}'. Please refer to the AWS SAM documentation.`,
    );
  const { AuthorizationScopes: scopes, JwtConfiguration: jwt, FunctionArn: functionArn, Identity: identity } = given;
  const configuration = jwt ? expectMap(logicalId, 'JwtConfiguration', jwt) : undefined;
  const kind = configuration ? 'JWT' : 'REQUEST';
  if (scopes !== undefined && scopes !== null && !Array.isArray(scopes)) throw invalid('AuthorizationScopes must be a list.');
  for (const [property, [wanted, what]] of Object.entries(properties))
    if ((given[property] ?? undefined) !== undefined && wanted !== kind)
      throw invalid(`${property} is only supported for ${what}.`);
  if (configuration) {
    if (!given['IdentitySource']) throw invalid(`${name} OAuth2 Authorizer must define 'IdentitySource'.`);
    const jwtConfiguration = Object.fromEntries(Object.entries(configuration).map(([key, value]) => [key.toLowerCase(), value]));
    const authorizer = { jwtConfiguration, identitySource: given['IdentitySource'], type: 'jwt' };
    return { scopes, functionArn: undefined, definition: { type: 'oauth2', 'x-amazon-apigateway-authorizer': authorizer } };
  }
  if (!functionArn) throw invalid(`${name} Lambda Authorizer must define 'FunctionArn'.`);
  if (!given['AuthorizerPayloadFormatVersion'])
    throw invalid(`${name} Lambda Authorizer must define 'AuthorizerPayloadFormatVersion'.`);
  const permitted = given['EnableFunctionDefaultPermissions'] ?? false;
  expectBoolean(logicalId, `Authorizers.${name}.EnableFunctionDefaultPermissions`, permitted);
  const role = given['FunctionInvokeRole'];
  const identified = identity ? expectMap(logicalId, `Auth.Authorizers.${name}.Identity`, identity) : undefined;
  const authorizer = defined({
    type: 'request',
    authorizerUri: authorizerUri(partition, functionArn),
    authorizerCredentials: role && role !== 'NONE' ? role : undefined,
    authorizerResultTtlInSeconds: identified?.['ReauthorizeEvery'],
    identitySource: identified && sourcesOf(logicalId, name, identified),
    authorizerPayloadFormatVersion: given['AuthorizerPayloadFormatVersion'],
    enableSimpleResponses: given['EnableSimpleResponses'] || undefined,
  });
  return {
    scopes,
    functionArn: permitted ? functionArn : undefined,
    definition: { type: 'apiKey', name: 'Unused', in: 'header', 'x-amazon-apigateway-authorizer': authorizer },
  };
}

const sources = [
  ['Headers', '$request.header.'],
  ['QueryStrings', '$request.querystring.'],
  ['StageVariables', '$stageVariables.'],
  ['Context', '$context.'],
] as const;

function sourcesOf(logicalId: string, name: string, identity: Fields): string[] {
  return sources.flatMap(([property, prefix]) => {
    const values = identity[property];
    if (!values) return [];
    const where = `Authorizers.${name}.Identity.${property}`;
    return expectList(logicalId, where, values).map((value, index) => {
      if (typeof value !== 'string') throw new InvalidResource(logicalId, `Property '${where}[${index}]' should be a string.`);
      return prefix + value;
    });
  });
}

/** What the route's own event asks for. @param given `Auth` of the API. @throws InvalidResource of the function. */
export function httpRouteSecurity({ mark }: Translation, route: Route, given: Fields): Fields {
  const auth = route.properties['Auth'];
  // An API without `Auth` has authorizers, none.
  const authorizers = Object.keys(given).length === 0 ? {} : given['Authorizers'];
  const refuse = (what: string) => new InvalidResource(route.functionId, new InvalidEvent(route.eventId, what).message);
  if (!auth) return {};
  if (!isMap(auth)) throw refuse("Property 'Auth' should be a map.");
  const on = `on API method [${route.method}] for path [${route.path}]`;
  const name = auth['Authorizer'] || given['DefaultAuthorizer'];
  if (!name)
    throw refuse(
      "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' configured on the HttpApi.",
    );
  const isIam = name === 'AWS_IAM' && given['EnableIamAuthorizer'] === true;
  if (name === 'NONE' && !given['DefaultAuthorizer'])
    throw refuse(
      `Unable to set Authorizer ${on} because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.`,
    );
  if (name !== 'NONE' && !isIam) {
    if (typeof name !== 'string' || !isMap(authorizers))
      throw refuse(
        `Unable to set Authorizer [${pythonText(name, mark)}] ${on}. The method authorizer must be a string with a corresponding dict entry in the api authorizer.`,
      );
    if (Object.keys(authorizers).length === 0)
      throw refuse(`Unable to set Authorizer [${name}] ${on} because the related API does not define any Authorizers.`);
    if (!authorizers[name])
      throw refuse(`Unable to set Authorizer [${name}] ${on} because it wasn't defined in the API's Authorizers.`);
  }
  const scopes = auth['AuthorizationScopes'];
  if (scopes && !Array.isArray(scopes))
    throw refuse(`Unable to set Authorizer ${on} because 'AuthorizationScopes' must be a list of strings.`);
  const hasScopes = name !== 'NONE' && name !== 'AWS_IAM';
  const authorizer = isMap(authorizers) ? authorizers[String(name)] : undefined;
  const declared = isMap(authorizer) ? authorizer['AuthorizationScopes'] : undefined;
  const wanted = hasScopes ? ((scopes as unknown[] | undefined)?.length ? scopes : declared) : undefined;
  return { security: [{ [String(name)]: wanted ?? [] }] };
}

/** Fills the API's default in. Changes the document. @throws InvalidResource. */
export function applyHttpAuthorization(logicalId: string, document: Fields, { given, authorizers }: HttpAuthorization): void {
  if (Object.keys(given).length === 0) return;
  const components = isMap(document['components']) ? document['components'] : {};
  const present = isMap(components['securitySchemes']) ? components['securitySchemes'] : {};
  const schemes = Object.fromEntries([...authorizers].map(([name, { definition }]) => [name, definition]));
  if (authorizers.size > 0) document['components'] = { ...components, securitySchemes: { ...present, ...schemes } };
  const byDefault = given['DefaultAuthorizer'];
  if (!byDefault || (isMap(byDefault) && byDefault['Ref'] === 'AWS::NoValue')) return;
  if (typeof byDefault !== 'string')
    throw new InvalidResource(logicalId, "Property 'Auth.DefaultAuthorizer' should be a string.");
  if (!authorizers.has(byDefault))
    throw new InvalidResource(
      logicalId,
      `Unable to set DefaultAuthorizer because '${byDefault}' was not defined in 'Authorizers'.`,
    );
  requireMethodNames(document['paths']);
  for (const { method, operation } of operationsOf(document['paths'])) {
    const security = operation['security'];
    if (method === 'options' || (Array.isArray(security) && security.length > 0)) continue;
    operation['security'] = [{ [byDefault]: authorizers.get(byDefault)?.scopes ?? [] }];
  }
}

/** A method that a default is for stands under the one name that API Gateway's extension has for it, in lower case. */
function requireMethodNames(paths: unknown): void {
  for (const [path, item] of Object.entries(isMap(paths) ? paths : {}))
    for (const methods of alternatives(item))
      for (const method of Object.keys(methods).map((name) => name.toLowerCase())) {
        const name = methodKey(method);
        if (method !== 'parameters' && method !== 'options' && !(name in methods))
          throw new InvalidTemplate(`Could not find ${name} in ${path} within DefinitionBody.`);
      }
}
