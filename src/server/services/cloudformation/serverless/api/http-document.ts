/** The OpenAPI 3 document of an HTTP API. Who calls it: resources/http-api.ts. */
import { InvalidResource } from '../errors.ts';
import { type Route, resolveParameters, type SamResource, type Translation } from '../translation.ts';
import { defined, type Fields, isIntrinsic, isMap, ref, when } from '../values.ts';
import { applyHttpAuthorization, type HttpAuthorization, httpRouteSecurity } from './http-authorization.ts';
import { anyMethod } from './operations.ts';
import { methodKey, pathsOf } from './paths.ts';

const DEFAULT_ROUTE = '$default';

/** @throws InvalidResource. */
export function httpDocument(translation: Translation, resource: SamResource, tags: Fields, auth: HttpAuthorization): Fields {
  const { logicalId, properties } = resource;
  const own = properties['DefinitionBody'];
  if (isMap(own) && isIntrinsic(own)) return own;
  const operationOf = (route: Route): Fields => ({ ...operation(route), ...httpRouteSecurity(route, auth) });
  if (isMap(own) && (!own['openapi'] || !isMap(own['paths'])))
    throw new InvalidResource(
      logicalId,
      "Structure of the SAM template is invalid. Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'.",
    );
  const document: Fields = isMap(own)
    ? structuredClone(own)
    : {
        openapi: '3.0.1',
        info: defined({ version: '1.0', title: properties['Name'] ?? ref('AWS::StackName') }),
        paths: pathsOf(translation, logicalId, operationOf),
      };
  if (isMap(own)) fillOwnPaths(translation, logicalId, document, operationOf);
  if (properties['Description'])
    document['info'] = { ...(isMap(document['info']) ? document['info'] : {}), description: properties['Description'] };
  applyHttpAuthorization(logicalId, document, auth);
  if (properties['FailOnWarnings']) giveDefaultPathSlash(document);
  const tagEntries = Object.entries(tags).map(([name, value]) => ({ name, 'x-amazon-apigateway-tag-value': value }));
  const disabled = properties['DisableExecuteApiEndpoint'];
  return defined({
    ...document,
    tags: [...(Array.isArray(document['tags']) ? document['tags'] : []), ...tagEntries],
    'x-amazon-apigateway-cors': cors(translation, resource) ?? document['x-amazon-apigateway-cors'],
    servers:
      disabled === undefined
        ? document['servers']
        : [{ 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: disabled } }],
  });
}

/** An import that fails on warnings takes no path without a slash. */
function giveDefaultPathSlash(document: Fields): void {
  const paths = document['paths'];
  if (!isMap(paths) || paths[DEFAULT_ROUTE] === undefined) return;
  const { [DEFAULT_ROUTE]: item, ...rest } = paths;
  document['paths'] = { ...rest, [`/${DEFAULT_ROUTE}`]: item };
}

function operation(route: Route): Fields {
  const uri = `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${route.target}/invocations`;
  const names = [...route.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
  return defined({
    'x-amazon-apigateway-integration': defined({
      type: 'aws_proxy',
      httpMethod: 'POST',
      payloadFormatVersion: route.properties['PayloadFormatVersion'] ?? '2.0',
      uri: when(route.condition, { 'Fn::Sub': uri }),
      timeoutInMillis: route.properties['TimeoutInMillis'] || undefined,
    }),
    isDefaultRoute: route.path === DEFAULT_ROUTE ? true : undefined,
    responses: {},
    parameters: names.length > 0 ? names.map((name) => ({ name, in: 'path', required: true })) : undefined,
  });
}

/** Routes of the template's own document that have no integration get their function's. */
function fillOwnPaths(translation: Translation, apiId: string, document: Fields, operationOf: (route: Route) => Fields): void {
  const paths: Fields = isMap(document['paths']) ? document['paths'] : {};
  for (const route of translation.routes.get(apiId) ?? []) {
    const item = membersOf(paths[route.path]);
    if (!item) continue;
    const key = methodKey(route.method === anyMethod ? 'any' : route.method);
    const present = membersOf(item[key]);
    if (!present || present['x-amazon-apigateway-integration'] !== undefined) continue;
    const made = operationOf(route);
    paths[route.path] = {
      ...item,
      [key]: when(route.condition, {
        ...made,
        ...present,
        'x-amazon-apigateway-integration': made['x-amazon-apigateway-integration'],
      }),
    };
  }
  document['paths'] = paths;
}

/** Undefined for a function of the template, which is left as it is. */
function membersOf(value: unknown): Fields | undefined {
  if (isIntrinsic(value)) return undefined;
  return isMap(value) ? value : {};
}

const corsKeys = ['AllowMethods', 'AllowHeaders', 'AllowOrigins', 'MaxAge', 'ExposeHeaders', 'AllowCredentials'];

/** `true` allows every origin; a function of the template holds the whole configuration. */
function cors(translation: Translation, { logicalId, properties }: SamResource): unknown {
  const configuration = resolveParameters(translation, properties['CorsConfiguration']);
  if (!configuration) return undefined;
  if (configuration === true) return { allowOrigins: ['*'] };
  if (!isMap(configuration)) throw new InvalidResource(logicalId, "Invalid value for 'Cors' property.");
  if (isIntrinsic(configuration)) return lowered(configuration);
  const wrong = Object.keys(configuration).find((key) => !corsKeys.includes(key));
  if (wrong !== undefined) throw new InvalidResource(logicalId, `Invalid key '${wrong}' for 'Cors' property.`);
  // Credentials that are not allowed need no word in OpenAPI.
  const written = Object.entries(configuration).filter(([key, value]) => key !== 'AllowCredentials' || value);
  return lowered(Object.fromEntries(written));
}

/** Keys of the configuration as OpenAPI has them, below conditions too. */
function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      corsKeys.includes(key) ? key.slice(0, 1).toLowerCase() + key.slice(1) : key,
      corsKeys.includes(key) ? entry : lowered(entry),
    ]),
  );
}
