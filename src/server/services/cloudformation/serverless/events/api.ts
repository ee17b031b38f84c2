/**
 * `Api` events: a route of a REST API, and the permission for it.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-api.html
 */
import { implicitRestApi } from '../api/implicit.ts';
import { checkRestRoute } from '../api/rest-document.ts';
import { stageSuffix } from '../api/stage-name.ts';
import { InvalidEvent } from '../errors.ts';
import type { Translation } from '../translation.ts';
import { ref } from '../values.ts';
import type { FunctionEvent } from './events.ts';
import { emitPermission } from './permission.ts';
import { addRoute, apiOf, routeOf, sourcePath } from './route.ts';

const refused = ['ResponseTransferMode'];

export function translateApiEvent(translation: Translation, event: FunctionEvent): void {
  const { properties } = event;
  const unbuilt = refused.find((name) => properties[name] !== undefined);
  if (unbuilt !== undefined) throw new InvalidEvent(event.id, `Property '${unbuilt}' is not supported by Radiograph.`);
  const route = routeOf(event);
  const api = apiOf(translation, event, 'RestApiId', implicitRestApi);
  const arn = `arn:${translation.partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/`;
  const method = route.method === 'any' ? '*' : route.method.toUpperCase();
  emitPermission(
    translation,
    event,
    'apigateway.amazonaws.com',
    {
      SourceArn: {
        'Fn::Sub': [
          arn + method + sourcePath(route.path, 'rest'),
          { __ApiId__: properties['RestApiId'] ?? ref(implicitRestApi), __Stage__: '*' },
        ],
      },
    },
    stageSuffix(api?.properties['StageName']),
  );
  if (api) addRoute(translation, api, route, event, () => checkRestRoute(translation, api, route));
}
