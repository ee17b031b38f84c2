/**
 * `Cors` of a REST API: an OPTIONS method with a mock integration on every path.
 * Who calls it: rest-api.ts. https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
import { InvalidResource } from '../errors.ts';
import { type Fields, isIntrinsic, isMap } from '../values.ts';

export interface Cors {
  readonly methods: unknown;
  readonly headers: unknown;
  readonly origin: unknown;
  readonly maxAge: unknown;
  readonly credentials: boolean;
}

const ANY_METHOD = 'x-amazon-apigateway-any-method';
const known = ['AllowMethods', 'AllowHeaders', 'AllowOrigin', 'MaxAge', 'AllowCredentials'];
const all = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** A text is the allowed origin. Values carry API Gateway's own single quotes. */
export function corsOf(logicalId: string, value: unknown): Cors | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || isIntrinsic(value))
    return { methods: undefined, headers: undefined, origin: value, maxAge: undefined, credentials: false };
  if (!isMap(value)) throw new InvalidResource(logicalId, "Invalid value for 'Cors' property.");
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new InvalidResource(logicalId, `Invalid key '${unknown}' for 'Cors' property.`);
  const credentials = value['AllowCredentials'] === true;
  const origin = value['AllowOrigin'];
  if (credentials && (origin === undefined || origin === "'*'"))
    throw new InvalidResource(
      logicalId,
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set",
    );
  if (origin !== undefined && !origin)
    throw new InvalidResource(
      logicalId,
      'Structure of the SAM template is invalid. Invalid input. Value for AllowedOrigins is required',
    );
  return {
    methods: value['AllowMethods'],
    headers: value['AllowHeaders'],
    origin: origin ?? "'*'",
    maxAge: value['MaxAge'],
    credentials,
  };
}

/** The OPTIONS operation of one path, as Swagger has it. @param methods the keys of the path's methods in the document. */
export function preflight(cors: Cors, methods: readonly string[]): Fields {
  const values: Fields = {
    'Allow-Headers': cors.headers,
    'Allow-Origin': cors.origin,
    'Max-Age': cors.maxAge,
    'Allow-Methods': cors.methods ?? `'${allowedMethods(methods).join(',')}'`,
    'Allow-Credentials': cors.credentials ? "'true'" : undefined,
  };
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  const parameters = Object.fromEntries(present.map(([name, value]) => [`method.response.header.Access-Control-${name}`, value]));
  const headers = Object.fromEntries(
    present.map(([name]) => [`Access-Control-${name}`, { type: name === 'Max-Age' ? 'integer' : 'string' }]),
  );
  const response = { statusCode: '200', responseTemplates: { 'application/json': '{}\n' }, responseParameters: parameters };
  return {
    summary: 'CORS support',
    consumes: ['application/json'],
    produces: ['application/json'],
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: { default: response },
    },
    responses: {
      '200': {
        description: 'Default response for CORS method',
        headers,
      },
    },
  };
}

function allowedMethods(keys: readonly string[]): string[] {
  if (keys.includes(ANY_METHOD)) return all;
  return [...new Set([...keys.map((key) => key.toUpperCase()), 'OPTIONS'])].sort();
}
