/** The OpenAPI document of a REST API: written from the routes, or the template's own. Who calls it: resources/rest-api.ts. */
import { InvalidResource, InvalidTemplate } from '../errors.ts';
import { expectMap } from '../expect.ts';
import type { Route, SamResource, Translation } from '../translation.ts';
import { resolveParameters } from '../translation.ts';
import { defined, type Fields, isMap, ref, when } from '../values.ts';
import { type ApiAuthorization, applyAuthorization, integrationCredentials, routeAuth, routeSecurity } from './authorization.ts';
import { corsOf, preflight } from './cors.ts';
import { switchEndpoint } from './endpoint-switch.ts';
import { gatewayResponses } from './gateway-responses.ts';
import { addRequestModel, modelDefinitions } from './models.ts';
import { toOpenApi3 } from './openapi-3.ts';
import { methodKey, pathsOf } from './paths.ts';
import { requestParameters } from './request-parameters.ts';
import { addCustomStatements, addResourcePolicy } from './resource-policy.ts';

export function restDocument(translation: Translation, resource: SamResource, auth: ApiAuthorization): Fields | undefined {
  const { logicalId, properties } = resource;
  const openApi = properties['OpenApiVersion'];
  const own = properties['DefinitionBody'];
  const document: Fields = isMap(own)
    ? structuredClone(own)
    : {
        ...(isThree(openApi) ? { openapi: openApi } : { swagger: '2.0' }),
        info: { version: '1.0', title: ref('AWS::StackName') },
        paths: {},
      };
  const openApi3 = document['swagger'] === undefined && isThree(openApi ?? document['openapi']);
  if (isMap(own) && !isValid(document)) return withoutAdditions(logicalId, properties, document);
  const convert = (isWanted: unknown): void => {
    if (isWanted && openApi3) toOpenApi3(document);
  };
  const operationOf = (route: Route): Fields => operationFor(translation, document, route, properties, auth, openApi3);
  if (!isMap(own)) document['paths'] = pathsOf(translation, logicalId, operationOf);
  else if (properties['MergeDefinitions'] === true) mergeRoutes(translation, logicalId, document, operationOf);
  requirePathItems(document);
  addRoutePolicies(translation, resource, document);
  addPreflights(logicalId, properties['Cors'], document);
  applyAuthorization(logicalId, document, auth);
  addApiPolicy(resource, auth, document);
  convert(properties['Auth']);
  const responses = gatewayResponses(logicalId, properties['GatewayResponses']);
  if (responses)
    document['x-amazon-apigateway-gateway-responses'] = {
      ...asMap(document['x-amazon-apigateway-gateway-responses']),
      ...responses,
    };
  const models = modelDefinitions(logicalId, properties['Models']);
  if (models) document['definitions'] = { ...asMap(document['definitions']), ...models };
  convert(models);
  const types = resolveParameters(translation, properties['BinaryMediaTypes']);
  if (types) document['x-amazon-apigateway-binary-media-types'] = withSlashes(types);
  if (properties['DisableExecuteApiEndpoint'] !== undefined) switchEndpoint(document, properties['DisableExecuteApiEndpoint']);
  convert(true);
  return document;
}

/** What SAM can add to: it has a version and paths. */
function isValid({ swagger, openapi, paths }: Fields): boolean {
  return (paths === null || isMap(paths)) && Boolean(swagger || isThree(openapi));
}

/** A document that is only known at the deployment, or none at all, stays as it is. @throws InvalidResource, InvalidTemplate. */
function withoutAdditions(logicalId: string, properties: Fields, document: Fields): Fields {
  const additions = { Cors: 'Cors configuration', Auth: 'Auth configuration', GatewayResponses: 'GatewayResponses' };
  for (const [name, what] of Object.entries({ ...additions, Models: 'Models definitions' }))
    if (properties[name])
      throw new InvalidResource(
        logicalId,
        `Unable to add ${what} because 'DefinitionBody' does not contain a valid Swagger definition.`,
      );
  if (properties['BinaryMediaTypes'] || properties['DisableExecuteApiEndpoint'] !== undefined)
    throw new InvalidTemplate("Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'.");
  return document;
}

/** @throws InvalidTemplate for a path of the template's own document that is no map. */
function requirePathItems(document: Fields): void {
  const wrong = Object.entries(asMap(document['paths'])).find(([, item]) => !isMap(item))?.[0];
  if (wrong !== undefined) throw new InvalidTemplate(`Value of '${wrong}' path must be a dictionary according to Swagger spec.`);
}

const isThree = (version: unknown): boolean => typeof version === 'string' && version.startsWith('3');
const asMap = (value: unknown): Fields => (isMap(value) ? value : {});

function operationFor(
  translation: Translation,
  document: Fields,
  route: Route,
  api: Fields,
  auth: ApiAuthorization,
  openApi3: boolean,
): Fields {
  const uri = `arn:${translation.partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${route.target}/invocations`;
  const { parameters, cacheKeyParameters } = requestParameters(route);
  const operation = defined({
    'x-amazon-apigateway-integration': defined({
      httpMethod: 'POST',
      type: 'aws_proxy',
      uri: when(route.condition, { 'Fn::Sub': uri }),
      credentials: integrationCredentials(route, auth, translation.partition),
      timeoutInMillis: route.properties['TimeoutInMillis'] || undefined,
      cacheKeyParameters,
    }),
    responses: {},
    ...routeSecurity(route, auth.given),
  });
  addRequestModel(document, operation, route, api['Models'], openApi3);
  const present = operation['parameters'];
  if (parameters) operation['parameters'] = [...(Array.isArray(present) ? present : []), ...parameters];
  return operation;
}

/**
 * What a route asks of the API is checked with its function, so that a route that cannot be is not one for others to repeat.
 * @throws InvalidResource of the function, or of the API for an `Auth` that is none.
 */
export function checkRestRoute(translation: Translation, { logicalId, properties }: SamResource, route: Route): void {
  const auth = expectMap(logicalId, 'Auth', resolveParameters(translation, properties['Auth']) || {});
  if (routeAuth(route)['Authorizer'] && auth['Authorizers']) expectMap(logicalId, 'Auth.Authorizers', auth['Authorizers']);
  routeSecurity(route, auth);
  addRequestModel({}, {}, route, properties['Models'], false);
  requestParameters(route);
}

/** `MergeDefinitions`: an event's method joins the template's own document and wins where both say something. */
function mergeRoutes(translation: Translation, apiId: string, document: Fields, operationOf: (route: Route) => Fields): void {
  const paths = asMap(document['paths']);
  for (const route of translation.routes.get(apiId) ?? []) {
    const item = asMap(paths[route.path]);
    const own = asMap(item[route.method]);
    const made: unknown = when(route.condition, operationOf(route));
    paths[route.path] = { ...item, [route.method]: isMap(made) ? { ...own, ...made } : made };
  }
}

/** Policies of events, each for the methods that its path has by then. */
function addRoutePolicies(translation: Translation, { logicalId, properties }: SamResource, document: Fields): void {
  const stage = typeof properties['StageName'] === 'string' ? properties['StageName'] : 'Stage';
  const soFar: Fields = {};
  for (const route of translation.routes.get(logicalId) ?? []) {
    soFar[route.path] = { ...asMap(soFar[route.path]), [methodKey(route.method)]: {} };
    const policy = routeAuth(route)['ResourcePolicy'];
    if (!policy) continue;
    const given = expectMap(route.eventId, 'Auth.ResourcePolicy', policy);
    const view: Fields = { ...document, paths: soFar };
    addResourcePolicy(view, given, route.path, stage);
    addCustomStatements(view, given['CustomStatements']);
    if (view['x-amazon-apigateway-policy'] !== undefined)
      document['x-amazon-apigateway-policy'] = view['x-amazon-apigateway-policy'];
  }
}

function addApiPolicy({ properties }: SamResource, { given }: ApiAuthorization, document: Fields): void {
  const policy = given['ResourcePolicy'];
  if (!policy) return;
  if (!isMap(policy)) throw new InvalidTemplate('ResourcePolicy must be a map (ResourcePolicyStatement).');
  for (const path of Object.keys(asMap(document['paths']))) addResourcePolicy(document, policy, path, properties['StageName']);
  addCustomStatements(document, policy['CustomStatements']);
}

/** An OPTIONS method on every path that has none, in the template's own document too. */
function addPreflights(logicalId: string, given: unknown, document: Fields): void {
  const cors = corsOf(logicalId, given);
  const paths = document['paths'];
  if (!cors || !isMap(paths)) return;
  const withOptions = (item: unknown): unknown => {
    const branches = isMap(item) ? item['Fn::If'] : undefined;
    if (Array.isArray(branches)) return { 'Fn::If': [branches[0], ...branches.slice(1).map(withOptions)] };
    if (!isMap(item) || 'options' in item || Object.keys(item).some((key) => key === 'Ref' || key.startsWith('Fn::')))
      return item;
    return { ...item, options: preflight(cors, Object.keys(item)) };
  };
  // With and without a slash at the end it is one resource, which has one OPTIONS method.
  const seen = new Set<string>();
  document['paths'] = Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const resource = path === '/' ? path : path.replace(/\/+$/, '');
      const isNew = !seen.has(resource);
      seen.add(resource);
      return [path, isNew ? withOptions(item) : item];
    }),
  );
}

/** In a template's key `~1` stands for a slash, as in JSON pointers. */
function withSlashes(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('~1', '/');
  if (Array.isArray(value)) return value.map(withSlashes);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withSlashes(entry)])) : value;
}
