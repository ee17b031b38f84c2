/** The routes of an HTTP API's events as methods of its OpenAPI document. Who calls it: http-document.ts. */
import { InvalidTemplate } from '../errors.ts';
import type { Route, Translation } from '../translation.ts';
import { type Fields, isMap, when } from '../values.ts';
import { type HttpAuthorization, httpRouteSecurity } from './http-authorization.ts';
import { alternatives, anyMethod } from './operations.ts';
import { methodKey, pathsOf } from './paths.ts';

export const DEFAULT_ROUTE = '$default';
const INTEGRATION = 'x-amazon-apigateway-integration';

/** The paths of a document that is written from the events alone. */
export function writtenPaths(translation: Translation, apiId: string, auth: HttpAuthorization): Fields {
  return pathsOf(translation, apiId, (route) => {
    const operation = withIntegration({}, route);
    applyEvent(translation, operation, route, auth);
    return operation;
  });
}

/** A method of the template's own document that has no integration gets its function's; all get what the event says. */
export function fillOwnPaths(translation: Translation, apiId: string, document: Fields, auth: HttpAuthorization): void {
  const paths: Fields = isMap(document['paths']) ? document['paths'] : {};
  for (const route of translation.routes.get(apiId) ?? []) {
    const key = methodKey(route.method);
    paths[route.path] ??= {};
    if (!isMap(paths[route.path]))
      throw new InvalidTemplate(`Value of '${route.path}' path must be a dictionary according to Swagger spec.`);
    const items = alternatives(paths[route.path]);
    if (!items.every((item) => alternatives(item[key]).some(hasIntegration)))
      for (const item of items) {
        const present = item[key];
        item[key] = when(route.condition, withIntegration(isMap(present) ? present : {}, route));
      }
    for (const item of items)
      for (const operation of alternatives(item[key]).filter(hasIntegration)) applyEvent(translation, operation, route, auth);
  }
}

const hasIntegration = (operation: Fields): boolean => Boolean(operation[INTEGRATION]);

function withIntegration(present: Fields, route: Route): Fields {
  const uri = `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${route.target}/invocations`;
  return {
    ...present,
    [INTEGRATION]: {
      ...{ type: 'aws_proxy', httpMethod: 'POST', payloadFormatVersion: '2.0' },
      uri: when(route.condition, { 'Fn::Sub': uri }),
    },
    ...(route.path === DEFAULT_ROUTE && methodKey(route.method) === anyMethod ? { isDefaultRoute: true } : {}),
    responses: present['responses'] ?? {},
  };
}

/** What the event asks for beside the function: who may call, how long it may take, its parameters and its payload's format. */
function applyEvent(translation: Translation, operation: Fields, route: Route, auth: HttpAuthorization): void {
  const { TimeoutInMillis: timeout, PayloadFormatVersion: format } = route.properties;
  const { security } = httpRouteSecurity(translation, route, auth.given);
  const present = operation['security'] ?? [];
  if (security !== undefined && !Array.isArray(present))
    throw new InvalidTemplate(`Type of security for path ${route.path} method ${route.method} must be a list`);
  if (security !== undefined) operation['security'] = [...(present as unknown[]), ...(security as unknown[])];
  const integration = operation[INTEGRATION];
  if (isMap(integration)) {
    if (timeout) integration['timeoutInMillis'] = timeout;
    if (format) integration['payloadFormatVersion'] = format;
  }
  const names = [...route.path.matchAll(/\{(.*?)\}/g)].map((match) => match[1]);
  if (names.length === 0) return;
  const parameters: unknown[] = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  for (const name of names) {
    const known = parameters.find((parameter) => isMap(parameter) && parameter['name'] === name);
    if (isMap(known)) Object.assign(known, { in: 'path', required: true });
    else parameters.push({ name, in: 'path', required: true });
  }
  operation['parameters'] = parameters;
}
