/**
 * `GatewayResponses` of a REST API, in its document.
 * Who calls it: rest-document.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-gatewayresponse.html
 */
import { InvalidResource } from '../errors.ts';
import { expectMap } from '../expect.ts';
import { defined, type Fields, isIntrinsic, isMap } from '../values.ts';

const known = ['ResponseParameters', 'ResponseTemplates', 'StatusCode'];
const places = [
  ['Headers', 'header.'],
  ['Paths', 'path.'],
  ['QueryStrings', 'querystring.'],
] as const;

/** @returns undefined when there are none. @throws InvalidResource. */
export function gatewayResponses(logicalId: string, given: unknown): Fields | undefined {
  if (!given) return undefined;
  return Object.fromEntries(
    Object.entries(expectMap(logicalId, 'GatewayResponses', given)).map(([type, response]) => [
      type,
      responseOf(logicalId, type, response),
    ]),
  );
}

function responseOf(logicalId: string, type: string, response: unknown): Fields {
  const invalid = (reason: string) => new InvalidResource(logicalId, reason);
  if (isIntrinsic(response))
    throw invalid('Unable to set GatewayResponses attribute because intrinsic functions are not supported for this field.');
  if (!isMap(response))
    throw invalid(
      `Invalid property type '${pythonType(response)}' for GatewayResponses. Expected an object of type 'GatewayResponse'.`,
    );
  const wrong = Object.keys(response).find((key) => !known.includes(key));
  if (wrong !== undefined) throw invalid(`Invalid property '${wrong}' in 'GatewayResponses' property '${type}'.`);
  const parameters = response['ResponseParameters']
    ? expectMap(logicalId, `GatewayResponses.${type}.ResponseParameters`, response['ResponseParameters'])
    : {};
  const stranger = Object.keys(parameters).find((key) => !places.some(([place]) => place === key));
  if (stranger !== undefined) throw invalid(`Invalid gateway response parameter '${stranger}'`);
  const status = response['StatusCode'];
  if (status && !/^[0-9]{1,3}$/.test(String(status))) throw invalid("Property 'StatusCode' must be numeric");
  const prefixed = places.flatMap(([place, prefix]) =>
    Object.entries(expectMap(logicalId, `ResponseParameters.${place}`, parameters[place] ?? {})).map(
      ([key, value]) => [`gatewayresponse.${prefix}${key}`, value] as const,
    ),
  );
  return defined({
    responseParameters: Object.fromEntries(prefixed),
    responseTemplates: response['ResponseTemplates'] ?? {},
    statusCode: status ? String(status) : undefined,
  });
}

/** The translator's own words for what it found. */
function pythonType(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'str' : typeof value === 'boolean' ? 'bool' : Number.isInteger(value) ? 'int' : 'float';
}
