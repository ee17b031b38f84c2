/** The OpenAPI 3 document of an HTTP API. Who calls it: resources/http-api.ts. */
import { InvalidEvent, InvalidResource } from '../errors.ts';
import type { Route, SamResource, Translation } from '../translation.ts';
import { defined, type Fields, isMap, ref, when } from '../values.ts';
import { pathsOf } from './paths.ts';

const DEFAULT_ROUTE = '$default';

export function httpDocument(translation: Translation, resource: SamResource, tags: Fields): Fields {
  const { logicalId, properties } = resource;
  const own = properties['DefinitionBody'];
  const base: Fields = isMap(own)
    ? { ...own }
    : {
        openapi: '3.0.1',
        info: defined({
          version: '1.0',
          title: properties['Name'] ?? ref('AWS::StackName'),
          description: properties['Description'],
        }),
        paths: pathsOf(translation, logicalId, operation),
      };
  const tagEntries = Object.entries(tags).map(([name, value]) => ({ name, 'x-amazon-apigateway-tag-value': value }));
  const disabled = properties['DisableExecuteApiEndpoint'];
  return defined({
    ...base,
    tags: [...(Array.isArray(base['tags']) ? base['tags'] : []), ...tagEntries],
    'x-amazon-apigateway-cors': cors(properties['CorsConfiguration']) ?? base['x-amazon-apigateway-cors'],
    servers:
      disabled === undefined
        ? base['servers']
        : [{ 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: disabled } }],
  });
}

function operation(route: Route): Fields {
  if (route.properties['Auth'] !== undefined)
    throw new InvalidResource(
      route.functionId,
      new InvalidEvent(route.eventId, "Property 'Auth' of HttpApi events is not supported by Radiograph.").message,
    );
  const uri = `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${route.target}/invocations`;
  const names = [...route.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
  return defined({
    'x-amazon-apigateway-integration': defined({
      type: 'aws_proxy',
      httpMethod: 'POST',
      payloadFormatVersion: route.properties['PayloadFormatVersion'] ?? '2.0',
      uri: when(route.condition, { 'Fn::Sub': uri }),
      timeoutInMillis: route.properties['TimeoutInMillis'],
    }),
    isDefaultRoute: route.path === DEFAULT_ROUTE ? true : undefined,
    responses: {},
    parameters: names.length > 0 ? names.map((name) => ({ name, in: 'path', required: true })) : undefined,
  });
}

/** `true` allows every origin. */
function cors(configuration: unknown): unknown {
  if (configuration === true) return { allowOrigins: ['*'] };
  if (!isMap(configuration)) return undefined;
  return Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => [name.slice(0, 1).toLowerCase() + name.slice(1), value]),
  );
}
