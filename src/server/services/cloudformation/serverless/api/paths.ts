/** An API's routes as the paths of its OpenAPI document. Who calls it: rest-api.ts and http-api.ts. */
import type { Route, Translation } from '../translation.ts';
import { type Fields, when } from '../values.ts';
import { anyOf } from './implicit.ts';

export const methodKey = (method: string): string => (method === 'any' ? 'x-amazon-apigateway-any-method' : method);

/** A method, and a path all of whose methods have one, stands under its function's condition. */
export function pathsOf(
  translation: Translation,
  apiId: string,
  operationOf: (route: Route) => Fields,
  finish: (methods: Fields) => Fields = (methods) => methods,
): Fields {
  const byPath = new Map<string, Route[]>();
  for (const route of translation.routes.get(apiId) ?? []) byPath.set(route.path, [...(byPath.get(route.path) ?? []), route]);
  const paths: Fields = Object.create(null);
  for (const [path, routes] of byPath) {
    const methods: Fields = Object.create(null);
    for (const route of routes) methods[methodKey(route.method)] = when(route.condition, operationOf(route));
    const finished = finish(methods);
    paths[path] = when(pathCondition(translation, apiId, path, routes), finished);
  }
  return paths;
}

function pathCondition(translation: Translation, apiId: string, path: string, routes: readonly Route[]): string | undefined {
  const names = [...new Set(routes.map((route) => route.condition))];
  if (names.includes(undefined)) return undefined;
  return anyOf(names as string[], `${apiId}${pathWords(path)}PathCondition`, translation.conditions);
}

/** A path as part of a condition's name, spelled as AWS spells it. */
const pathWords = (path: string): string => path.replaceAll('/', 'SLASH').replaceAll('{', 'OB').replaceAll('}', 'CB');
