/** An API's routes as the paths of its OpenAPI document. Who calls it: rest-api.ts and http-api.ts. */
import type { Route, Translation } from '../translation.ts';
import { type Fields, when } from '../values.ts';
import { anyOf, implicitHttpApi, implicitRestApi } from './implicit.ts';

export const methodKey = (method: string): string => (method === 'any' ? 'x-amazon-apigateway-any-method' : method);

/**
 * On the implicit APIs a method, and a path all of whose methods have one, stands under its function's condition; on others only
 * the integration's URI does, as AWS writes it.
 */
export function pathsOf(
  translation: Translation,
  apiId: string,
  operationOf: (route: Route) => Fields,
  finish: (path: string, methods: Fields, routes: readonly Route[]) => Fields = (_path, methods) => methods,
): Fields {
  const implicit = apiId === implicitRestApi || apiId === implicitHttpApi;
  const byPath = new Map<string, Route[]>();
  for (const route of translation.routes.get(apiId) ?? []) byPath.set(route.path, [...(byPath.get(route.path) ?? []), route]);
  const paths: Fields = {};
  for (const [path, routes] of byPath) {
    const methods: Fields = {};
    for (const route of routes)
      methods[methodKey(route.method)] = when(implicit ? route.condition : undefined, operationOf(route));
    const finished = finish(path, methods, routes);
    paths[path] = when(implicit ? pathCondition(translation, apiId, path, routes) : undefined, finished);
  }
  return paths;
}

function pathCondition(translation: Translation, apiId: string, path: string, routes: readonly Route[]): string | undefined {
  const names = [...new Set(routes.map((route) => route.condition))];
  if (names.includes(undefined)) return undefined;
  return anyOf(names as string[], `${apiId}${path.replaceAll(/[^a-zA-Z0-9]/g, '')}PathCondition`, translation.conditions);
}
