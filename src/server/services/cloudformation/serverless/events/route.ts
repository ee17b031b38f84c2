/** What `Api` and `HttpApi` events share: path, method, and that one method of a path belongs to one event. */
import { anyMethod } from '../api/operations.ts';
import { methodKey } from '../api/paths.ts';
import { InvalidEvent } from '../errors.ts';
import { conditionOf, type Route, type Translation } from '../translation.ts';
import { refOf } from '../values.ts';
import type { FunctionEvent } from './events.ts';
import { targetName } from './permission.ts';

export function routeOf(event: FunctionEvent): Route {
  const text = (name: string): string => {
    const value = event.properties[name];
    if (value === undefined || value === null) throw new InvalidEvent(event.id, `Property '${name}' is required.`);
    if (typeof value !== 'string') throw new InvalidEvent(event.id, `Property '${name}' should be a string.`);
    return value;
  };
  return {
    functionId: event.resource.logicalId,
    eventId: event.id,
    target: targetName(event),
    path: text('Path'),
    method: text('Method').toLowerCase(),
    condition: conditionOf(event.resource),
    properties: event.properties,
  };
}

/** An API is named by a Ref or by its logical id. @throws InvalidEvent for another function of the template. */
export function apiIdOf({ id, properties }: FunctionEvent, property: string): string {
  const apiId = refOf(properties[property]) ?? properties[property];
  if (typeof apiId !== 'string') throw new InvalidEvent(id, `Property '${property}' should be a string.`);
  return apiId;
}

const parameterOf = { rest: /\{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\+|proxy\+)\}/g, http: /\{([a-zA-Z0-9._-]+|proxy\+)\}/g };

/** In the ARN of a permission a path parameter is a wildcard, and there is no slash at the end. */
export function sourcePath(path: string, kind: 'rest' | 'http'): string {
  return path.replace(/^(.+)\/$/, '$1').replaceAll(parameterOf[kind], '*');
}

/** A REST API's method is quoted as it was given, an HTTP API's as its document has it. */
function repeated(event: FunctionEvent, { method, path }: Route): InvalidEvent {
  const [mark, name] = event.type === 'Api' ? ['"', method] : ["'", methodKey(method)];
  return new InvalidEvent(event.id, `API method ${mark}${name}${mark} defined multiple times for path ${mark}${path}${mark}.`);
}

export function addRoute(translation: Translation, apiId: string, route: Route, event: FunctionEvent): void {
  const routes = translation.routes.get(apiId) ?? [];
  const isOwn = translation.source.get(apiId)?.properties['DefinitionBody'] !== undefined;
  const methodOf = ({ method }: Route): string => methodKey(method === anyMethod ? 'any' : method);
  if (!isOwn && routes.some((other) => other.path === route.path && methodOf(other) === methodOf(route)))
    throw repeated(event, route);
  translation.routes.set(apiId, [...routes, route]);
}
