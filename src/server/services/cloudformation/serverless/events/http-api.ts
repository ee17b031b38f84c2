/**
 * `HttpApi` events: a route of an HTTP API; without path and method the default route.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapi.html
 */
import { implicitHttpApi } from '../api/implicit.ts';
import { InvalidEvent } from '../errors.ts';
import type { Translation } from '../translation.ts';
import { isMap, ref, refOf } from '../values.ts';
import type { FunctionEvent } from './events.ts';
import { emitPermission } from './permission.ts';
import { addRoute, apiIdOf, routeOf, sourcePath } from './route.ts';

export const defaultRoute = '$default';

export function translateHttpApiEvent(translation: Translation, event: FunctionEvent): void {
  const { properties } = event;
  const hasPath = properties['Path'] !== undefined;
  const hasMethod = properties['Method'] !== undefined;
  if (hasPath !== hasMethod) throw new InvalidEvent(event.id, `Property '${hasPath ? 'Method' : 'Path'}' is required.`);
  const route = routeOf(hasPath ? event : { ...event, properties: { ...properties, Path: defaultRoute, Method: 'any' } });
  const apiId = properties['ApiId'] === undefined ? implicitHttpApi : apiIdOf(event, 'ApiId');
  const api = translation.source.get(apiId);
  if (api?.type !== 'AWS::Serverless::HttpApi')
    throw new InvalidEvent(
      event.id,
      "ApiId must be a valid reference to an 'AWS::Serverless::HttpApi' resource in same template.",
    );
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a Fn::Sub
  const arn = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/';
  const method = route.method === 'any' ? '*' : route.method.toUpperCase();
  const own = route.path === `/${defaultRoute}` ? defaultRoute : method + sourcePath(route.path, 'http');
  const resource = route.path === defaultRoute ? '*' : own;
  if (route.path === defaultRoute || event.aliasId !== undefined || !hasDefaultRoute(event))
    emitPermission(translation, event, 'apigateway.amazonaws.com', {
      SourceArn: { 'Fn::Sub': [arn + resource, { __ApiId__: properties['ApiId'] ?? ref(apiId), __Stage__: '*' }] },
    });
  if (properties['RouteSettings'] !== undefined && !isMap(properties['RouteSettings']))
    throw new InvalidEvent(event.id, "Property 'RouteSettings' should be a map.");
  addRoute(translation, apiId, route, event);
}

/** The permission of a default route covers the function's other routes of that API; AWS heeds that without an alias only. */
function hasDefaultRoute({ resource, properties }: FunctionEvent): boolean {
  const events = resource.properties['Events'];
  return Object.values(isMap(events) ? events : {}).some((other) => {
    if (!isMap(other) || other['Type'] !== 'HttpApi') return false;
    const its = isMap(other['Properties']) ? other['Properties'] : {};
    return (its['Path'] ?? defaultRoute) === defaultRoute && refOf(its['ApiId']) === refOf(properties['ApiId']);
  });
}
