/**
 * Finds the route of a deployment for a request: a path of its own, then `{variables}`, then `{greedy+}`, then `$default`; a method's
 * own name wins over ANY.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
import type { HttpDeployment, HttpIntegration, HttpRoute } from '../../http-api.ts';
import type { RestMethod, RestResource } from '../../rest-api.ts';
import { decode } from '../api-request.ts';
import { compileRoutes } from '../routes.ts';

export interface HttpRouteMatch {
  readonly route: HttpRoute;
  /** Undefined for a route without a target. */
  readonly integration: HttpIntegration | undefined;
  /** `/hello/{id}`; undefined for `$default`. */
  readonly template: string | undefined;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Stands in for the route of a request that no route takes, in what is told of it. */
export const noHttpRoute = {
  route: { id: '', routeKey: '$default' },
  integration: { id: '', uri: '', method: '', payloadFormatVersion: '2.0', timeoutInMillis: 0 },
  template: undefined,
  pathParameters: {},
} as const satisfies HttpRouteMatch;

export interface HttpRoutes {
  /** @param path decoded. */
  match(httpMethod: string, path: string): HttpRouteMatch | undefined;
}

/** Made once per deployment. The tree is that of REST APIs, with a resource for every path. */
export function compileHttpRoutes({ routes, integrations }: HttpDeployment): HttpRoutes {
  const byKey = new Map(routes.map((route) => [route.routeKey, route]));
  const byId = new Map(integrations.map((integration) => [integration.id, integration]));
  const tree = compileRoutes(resourcesOf(routes));
  const matched = (route: HttpRoute, template: string | undefined, pathParameters: Readonly<Record<string, string>>) => ({
    route,
    integration: route.integrationId === undefined ? undefined : byId.get(route.integrationId),
    template,
    pathParameters,
  });
  return {
    match(httpMethod, path) {
      // The tree is one of encoded paths.
      const found = tree.match(httpMethod, path.split('/').map(encodeURIComponent).join('/'));
      const route = found && byKey.get(`${found.method.httpMethod} ${found.resource.path}`);
      if (found && route) return matched(route, found.resource.path, decoded(found.pathParameters));
      const fallback = byKey.get('$default');
      return fallback && matched(fallback, undefined, {});
    },
  };
}

const decoded = (parameters: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decode(value)]));

function resourcesOf(routes: readonly HttpRoute[]): RestResource[] {
  const methodsByPath = new Map<string, Record<string, RestMethod>>();
  for (const { routeKey } of routes) {
    const [, httpMethod, path] = /^(\w+) (\/.*)$/.exec(routeKey) ?? [];
    if (httpMethod === undefined || path === undefined) continue;
    const methods = methodsByPath.get(path) ?? {};
    methods[httpMethod] = { httpMethod, authorizationType: 'NONE', apiKeyRequired: false, responses: {} };
    methodsByPath.set(path, methods);
  }
  return [...methodsByPath].map(([path, methods]) => ({ id: path, path, methods }));
}
