/** What `Api` and `HttpApi` events share: path, method, and that one method of a path belongs to one event. */
import { methodKey } from '../api/paths.ts';
import { InvalidEvent } from '../errors.ts';
import { conditionOf, type Route, type SamResource, type Translation } from '../translation.ts';
import { refOf } from '../values.ts';
import type { FunctionEvent } from './events.ts';
import { targetName } from './permission.ts';

/** @param event one that `checkApiReferences` has let pass. */
export function routeOf(event: FunctionEvent): Route {
  return {
    functionId: event.resource.logicalId,
    eventId: event.id,
    target: targetName(event),
    path: String(event.properties['Path']),
    method: String(event.properties['Method']).toLowerCase(),
    condition: conditionOf(event.resource),
    properties: event.properties,
  };
}

/**
 * An API is named by a Ref or by its logical id.
 * @param event one that `checkApiReferences` has let pass.
 * @returns undefined for an API that is not SAM's: its routes are in the template.
 */
export function apiOf(
  translation: Translation,
  { properties }: FunctionEvent,
  property: string,
  implicit: string,
): SamResource | undefined {
  const given = properties[property] ?? implicit;
  return translation.source.get(String(refOf(given) ?? given));
}

const parameterOf = { rest: /\{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\+|proxy\+)\}/g, http: /\{([a-zA-Z0-9._-]+|proxy\+)\}/g };

/** In the ARN of a permission a path parameter is a wildcard, and there is no slash at the end. */
export function sourcePath(path: string, kind: 'rest' | 'http'): string {
  return path.replace(/^(.+)\/$/, '$1').replaceAll(parameterOf[kind], '*');
}

/**
 * @param check what the route asks of the API, which is not looked at when the document is the template's own. A REST API's own
 * document may have the method already, an HTTP API's may not.
 * @throws InvalidEvent for a method that the API has from another event, and what `check` throws.
 */
export function addRoute(
  translation: Translation,
  api: SamResource,
  route: Route,
  event: FunctionEvent,
  check: () => void,
): void {
  const routes = translation.routes.get(api.logicalId) ?? [];
  const { DefinitionBody: body, DefinitionUri: uri, MergeDefinitions: merged } = api.properties;
  const isRepeated = routes.some((other) => other.path === route.path && methodKey(other.method) === methodKey(route.method));
  const mark = event.type === 'Api' ? '"' : "'";
  if (body === undefined && uri === undefined && isRepeated)
    throw new InvalidEvent(
      event.id,
      `API method ${mark}${route.method}${mark} defined multiple times for path ${mark}${route.path}${mark}.`,
    );
  if (uri === undefined && (body === undefined || event.type === 'HttpApi' || merged === true)) check();
  translation.routes.set(api.logicalId, [...routes, route]);
}
