/** The OpenAPI document of a REST API: written from the routes, or the template's own. Who calls it: resources/rest-api.ts. */
import type { Route, SamResource, Translation } from '../translation.ts';
import { defined, type Fields, isIntrinsic, isMap, ref, when } from '../values.ts';
import {
  type ApiAuthorization,
  integrationCredentials,
  routeAuthorizer,
  securityDefinition,
  securityOf,
} from './authorization.ts';
import { corsOf, preflight } from './cors.ts';
import { pathsOf } from './paths.ts';

export function restDocument(translation: Translation, resource: SamResource, auth: ApiAuthorization): unknown {
  const { logicalId, properties } = resource;
  const openApi = properties['OpenApiVersion'];
  const openApi3 = typeof openApi === 'string' && openApi.startsWith('3');
  const own = properties['DefinitionBody'];
  const cors = corsOf(logicalId, properties['Cors']);
  let signed = auth.default === 'AWS_IAM';
  const operationOf = (route: Route): Fields => {
    const authorizer = routeAuthorizer(route, auth);
    signed ||= authorizer === 'AWS_IAM';
    return operation(translation, route, securityOf(authorizer), integrationCredentials(authorizer, route, auth));
  };
  const paths = pathsOf(translation, logicalId, operationOf, withPreflight);
  function withPreflight(methods: Fields): Fields {
    if (!cors || 'options' in methods) return methods;
    const security = auth.preflightToo && auth.default === 'AWS_IAM' ? securityOf(auth.default) : {};
    return { ...methods, options: { ...preflight(cors, Object.keys(methods), openApi3), ...security } };
  }
  const base: Fields = isMap(own)
    ? { ...own, ...ownPaths(own['paths'], withPreflight) }
    : {
        ...(openApi3 ? { openapi: openApi } : { swagger: '2.0' }),
        info: { version: '1.0', title: ref('AWS::StackName') },
        paths,
      };
  const definitions = signed ? { AWS_IAM: securityDefinition } : undefined;
  return defined({
    ...base,
    securityDefinitions: openApi3 ? base['securityDefinitions'] : (definitions ?? base['securityDefinitions']),
    components: openApi3 && definitions ? { securitySchemes: definitions } : base['components'],
    'x-amazon-apigateway-binary-media-types': binaryMediaTypes(properties['BinaryMediaTypes']),
    servers:
      openApi3 && properties['DisableExecuteApiEndpoint'] !== undefined
        ? [{ 'x-amazon-apigateway-endpoint-configuration': endpointSwitch(properties['DisableExecuteApiEndpoint']) }]
        : base['servers'],
    'x-amazon-apigateway-endpoint-configuration':
      !openApi3 && properties['DisableExecuteApiEndpoint'] !== undefined
        ? endpointSwitch(properties['DisableExecuteApiEndpoint'])
        : base['x-amazon-apigateway-endpoint-configuration'],
  });
}

/** The template's own document gets the preflight methods too. */
function ownPaths(paths: unknown, withPreflight: (methods: Fields) => Fields): Fields {
  if (!isMap(paths)) return {};
  const finished = Object.entries(paths).map(([path, item]) => [
    path,
    isMap(item) && !isIntrinsic(item) ? withPreflight(item) : item,
  ]);
  return { paths: Object.fromEntries(finished) };
}

const endpointSwitch = (disabled: unknown): Fields => ({ disableExecuteApiEndpoint: disabled });

/** In a template's key `~1` stands for a slash, as in JSON pointers. */
function binaryMediaTypes(types: unknown): unknown {
  if (!Array.isArray(types)) return types;
  return types.map((type) => (typeof type === 'string' ? type.replaceAll('~1', '/') : type));
}

function operation(translation: Translation, route: Route, security: Fields, credentials: unknown): Fields {
  const uri = `arn:${translation.partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/${route.target}/invocations`;
  return defined({
    'x-amazon-apigateway-integration': defined({
      httpMethod: 'POST',
      type: 'aws_proxy',
      uri: when(route.condition, { 'Fn::Sub': uri }),
      credentials,
      timeoutInMillis: route.properties['TimeoutInMillis'],
    }),
    responses: {},
    parameters: requestParameters(route.properties['RequestParameters']),
    ...security,
  });
}

const places: Readonly<Record<string, string>> = { querystring: 'query', path: 'path', header: 'header' };

/** `method.request.querystring.q`, or that as a key with `Required` and `Caching`. */
function requestParameters(given: unknown): unknown {
  if (!Array.isArray(given)) return undefined;
  return given.flatMap((entry: unknown) =>
    (isMap(entry) ? Object.entries(entry) : [[String(entry), {}] as const]).map(([name, settings]) => {
      const [, , place = '', ...rest] = name.split('.');
      const required = isMap(settings) && settings['Required'] === true;
      return { in: places[place] ?? place, name: rest.join('.'), required: required || place === 'path', type: 'string' };
    }),
  );
}
