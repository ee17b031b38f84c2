/**
 * `HttpApi` events: a route of an HTTP API; without path and method the default route.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapi.html
 */
import { httpRouteSecurity } from '../api/http-authorization.ts';
import { implicitHttpApi } from '../api/implicit.ts';
import { anyMethod } from '../api/operations.ts';
import { expectMap } from '../expect.ts';
import type { Translation } from '../translation.ts';
import { isMap, ref, refOf } from '../values.ts';
import type { FunctionEvent } from './events.ts';
import { emitPermission } from './permission.ts';
import { addRoute, apiOf, routeOf, sourcePath } from './route.ts';

export const defaultRoute = '$default';

export function translateHttpApiEvent(translation: Translation, event: FunctionEvent): void {
  const { properties } = event;
  const route = routeOf(
    properties['Path'] || properties['Method']
      ? event
      : { ...event, properties: { ...properties, Path: defaultRoute, Method: anyMethod } },
  );
  const api = apiOf(translation, event, 'ApiId', implicitHttpApi);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a Fn::Sub
  const arn = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/';
  const method = route.method === 'any' || route.method === anyMethod ? '*' : route.method.toUpperCase();
  const own = route.path === `/${defaultRoute}` ? defaultRoute : method + sourcePath(route.path, 'http');
  const resource = route.path === defaultRoute ? '*' : own;
  const isManaged = api !== undefined && api.properties['DefinitionUri'] === undefined;
  if (route.path === defaultRoute || event.aliasId !== undefined || !isManaged || !hasDefaultRoute(event))
    emitPermission(translation, event, 'apigateway.amazonaws.com', {
      SourceArn: { 'Fn::Sub': [arn + resource, { __ApiId__: properties['ApiId'] ?? ref(implicitHttpApi), __Stage__: '*' }] },
    });
  if (!api) return;
  addRoute(translation, api, route, event, () => {
    // Without an `Auth` of its own the event asks nothing of the API's.
    const { Auth: auth = {} } = api.properties;
    if (properties['Auth']) httpRouteSecurity(translation, route, expectMap(api.logicalId, 'Auth', auth));
  });
}

/** The permission of a default route covers the function's other routes of that API; AWS heeds that without an alias only. */
function hasDefaultRoute({ resource, properties }: FunctionEvent): boolean {
  const events = resource.properties['Events'];
  return Object.values(isMap(events) ? events : {}).some((other) => {
    if (!isMap(other) || other['Type'] !== 'HttpApi') return false;
    const its = isMap(other['Properties']) ? other['Properties'] : {};
    return (its['Path'] || defaultRoute) === defaultRoute && refOf(its['ApiId']) === refOf(properties['ApiId']);
  });
}
