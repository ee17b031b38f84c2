/** What `Api` and `HttpApi` events share: path, method, and that one method of a path belongs to one event. */
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

/** In the ARN of a permission a path parameter is a wildcard. */
export function sourcePath(path: string): string {
  return path.replaceAll(/\{([a-zA-Z0-9._-]+|proxy\+)\+?\}/g, '*');
}

export function addRoute(translation: Translation, apiId: string, route: Route, event: FunctionEvent): void {
  const routes = translation.routes.get(apiId) ?? [];
  if (routes.some(({ path, method }) => path === route.path && method === route.method))
    throw new InvalidEvent(event.id, `API method "${route.method}" defined multiple times for path "${route.path}".`);
  translation.routes.set(apiId, [...routes, route]);
}
