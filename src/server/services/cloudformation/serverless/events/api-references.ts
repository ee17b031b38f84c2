/**
 * What AWS looks at first of all: that each event of an API has properties, a path and a method, and names an API of the template, one
 * of SAM's or of API Gateway's own.
 * It stops here when one does not, so nothing else is told of the template then.
 * Who calls it: transform.ts, before anything is translated.
 */
import { implicitHttpApi, implicitRestApi } from '../api/implicit.ts';
import { InvalidEvent, InvalidResource, SamTransformError } from '../errors.ts';
import type { SamResource, Translation } from '../translation.ts';
import { type Fields, isMap, refOf } from '../values.ts';

interface Kind {
  readonly event: string;
  readonly property: string;
  readonly api: string;
  /** API Gateway's own: its event is a permission and no route. */
  readonly native: string;
  readonly implicit: string;
}

const rest: Kind = {
  event: 'Api',
  property: 'RestApiId',
  api: 'AWS::Serverless::Api',
  native: 'AWS::ApiGateway::RestApi',
  implicit: implicitRestApi,
};
const http: Kind = {
  event: 'HttpApi',
  property: 'ApiId',
  api: 'AWS::Serverless::HttpApi',
  native: 'AWS::ApiGatewayV2::Api',
  implicit: implicitHttpApi,
};

/** @throws SamTransformError with the first fault of each function. */
export function checkApiReferences(translation: Translation): void {
  for (const kind of [rest, http]) {
    const faults: string[] = [];
    for (const resource of translation.source.values()) {
      const fault = resource.type === 'AWS::Serverless::Function' ? firstFault(resource, kind, translation) : undefined;
      if (fault) faults.push(new InvalidResource(resource.logicalId, fault.message).message);
    }
    if (faults.length > 0) throw new SamTransformError(faults);
  }
}

function firstFault(
  { properties: { Events: events } }: SamResource,
  kind: Kind,
  translation: Translation,
): InvalidEvent | undefined {
  for (const [id, event] of Object.entries(isMap(events) ? events : {})) {
    const reason = isMap(event) && event['Type'] === kind.event ? faultOf(event, kind, translation) : undefined;
    if (reason !== undefined) return new InvalidEvent(id, reason);
  }
  return undefined;
}

function faultOf(event: Fields, kind: Kind, { source, resources }: Translation): string | undefined {
  const properties = event['Properties'] === undefined ? {} : event['Properties'];
  // Of a REST API's event AWS leaves what is empty to a later check.
  const isEmpty = !properties || (typeof properties === 'object' && Object.keys(properties).length === 0);
  if (kind === rest && isEmpty) return undefined;
  if (!isMap(properties)) return 'Properties should be a map.';
  const { Path: path, Method: method, [kind.property]: given = kind.implicit } = properties;
  const isDefaultRoute = kind === http && !path && !method;
  const route = isDefaultRoute ? {} : { Path: path, Method: method };
  for (const [name, value] of Object.entries(route))
    if (value === undefined || value === null) return `Property '${name}' is required.`;
  const apiId = refOf(given) ?? given;
  for (const [name, value] of Object.entries({ [kind.property]: apiId, ...route }))
    if (typeof value !== 'string') return `Property '${name}' should be a string.`;
  if (source.get(String(apiId))?.type !== kind.api && resources[String(apiId)]?.['Type'] !== kind.native)
    return `${kind.property} must be a valid reference to an '${kind.api}' resource in same template.`;
  const settings = kind === http ? properties['RouteSettings'] : undefined;
  return settings === undefined || isMap(settings) ? undefined : "Property 'RouteSettings' should be a map.";
}
