/**
 * The text that Python 2 would print for the document of a REST API. AWS's translator hashes it still, so that deployments keep the
 * logical ids that they got in Python 2's days: `ServerlessRestApiDeployment47fc2d5f9d` of every `/hello`.
 *
 * Three things are Python 2's: the order of keys is that of its hash tables, texts from the template have a `u` before them while those
 * that the translator writes itself have none, and so has the list of its own words below.
 * Who calls it: resources/rest-api.ts. https://github.com/python/cpython/blob/v2.7.18/Objects/dictobject.c
 */
import { quotedString } from './python-text.ts';
import { isMap } from './values.ts';

/**
 * @param given the part of the template that the value was taken from, if any: all of its texts are the template's.
 * @param isUntouched whether the translator has nothing to add to it, and so does not copy it.
 */
export function python2Text(value: unknown, given?: unknown, isUntouched = false): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return markedText(value, value === given);
  if (Array.isArray(value)) {
    const list = Array.isArray(given) ? given : [];
    return `[${value.map((entry, index) => python2Text(entry, list[index], isUntouched)).join(', ')}]`;
  }
  if (typeof value !== 'object') return String(value);
  const map = isMap(given) ? given : {};
  const members = new Map(Object.entries(value));
  const texts = (isUntouched ? python2Order([...members.keys()]) : orderedKeys(value as Record<string, unknown>)).map((key) => {
    const member = members.get(key);
    const isGiven = Object.hasOwn(map, key) || (key === 'options' && !isCors(member));
    // Where a parameter is, is read from a name in the template; in the query if the name does not say it.
    const from = key === 'in' && members.has('required') && member !== 'query' ? member : map[key];
    return `${markedText(key, isGiven)}: ${python2Text(member, from, isUntouched)}`;
  });
  return `{${texts.join(', ')}}`;
}

/** The translator copies the document once, which puts keys in again in the order that they have, and makes it OpenAPI 3 after that. */
function orderedKeys(map: Record<string, unknown>): string[] {
  const copied = (keys: readonly string[]): string[] => python2Order(python2Order(keys));
  const keys = Object.keys(map);
  // What is taken out leaves its place empty.
  if (isCors(map)) return copied([...new Set(['summary', 'consumes', 'produces', ...keys])]).filter((key) => key in map);
  const { components } = map;
  if (!isMap(components)) return copied(keys);
  const swagger = [
    ...('securitySchemes' in components ? ['securityDefinitions'] : []),
    ...('schemas' in components ? ['definitions'] : []),
  ];
  const before = python2Order([...keys.filter((key) => key !== 'components'), ...swagger]);
  return python2Order([...before, 'components']).filter((key) => key in map);
}

/** The operation that the translator writes itself for preflights. */
const isCors = (operation: unknown): boolean => isMap(operation) && operation['summary'] === 'CORS support';

function markedText(text: string, isGiven: boolean): string {
  const mark = isGiven || !isOwn(text) ? 'u' : '';
  // Outside ASCII, Python 2 escapes by units of 16 bits.
  const escaped = (unit: string): string => {
    const code = unit.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  };
  return mark + quotedString(text).replace(/[\u0080-\uffff]/g, escaped);
}

/** Is the text one of the translator's own? */
const isOwn = (text: string): boolean =>
  ownWords.has(text) ||
  defaultMethods(text) ||
  /^\w+PathCondition$/.test(text) ||
  /^arn:aws[\w-]*:apigateway:.*\/functions\/\$\{\w+\}\/invocations$/.test(text);

/** What it writes for `Access-Control-Allow-Methods` unless the template says it. */
function defaultMethods(text: string): boolean {
  const methods = /^'([A-Z,]+)'$/.exec(text)?.[1]?.split(',');
  return methods?.includes('OPTIONS') === true && methods.join() === [...methods].sort().join();
}

const ownWords = new Set([
  ...[
    'swagger',
    '2.0',
    'openapi',
    'info',
    'version',
    '1.0',
    'title',
    'Ref',
    'AWS::StackName',
    'paths',
    'options',
    'responses',
    'tags',
  ],
  ...['x-amazon-apigateway-any-method', 'x-amazon-apigateway-integration', 'httpMethod', 'POST', 'type', 'aws_proxy', 'uri'],
  ...['Fn::Sub', 'Fn::If', 'AWS::NoValue', '__FunctionArn__', '__Stage__', '__ApiId__', 'credentials', 'timeoutInMillis', '*'],
  ...['arn:aws:iam::*:user/*', 'security', 'api_key', 'AWS_IAM_', 'parameters', 'schema', 'schemas', 'components', 'required'],
  ...['in', 'query', 'header', 'path', 'name', 'integer', 'string', 'consumes', 'produces', 'application/json', 'summary'],
  ...['CORS support', 'mock', 'requestTemplates', 'responseTemplates', 'responseParameters', 'statusCode', 'default', '200'],
  ...['{\n  "statusCode" : 200\n}\n', '{}\n', 'headers', 'description', 'Default response for CORS method', "'true'"],
  ...['Access-Control-Allow-Credentials', 'Access-Control-Allow-Headers', 'Access-Control-Allow-Methods'],
  ...['Access-Control-Allow-Origin', 'Access-Control-Max-Age', 'method.response.header.Access-Control-Allow-Credentials'],
  ...['method.response.header.Access-Control-Allow-Headers', 'method.response.header.Access-Control-Allow-Methods'],
  ...['method.response.header.Access-Control-Allow-Origin', 'method.response.header.Access-Control-Max-Age'],
  ...['securityDefinitions', 'securitySchemes', 'apiKey', 'Authorization', 'Unused', 'x-api-key', 'awsSigv4', 'custom'],
  ...['x-amazon-apigateway-authtype', 'x-amazon-apigateway-authorizer', 'authorizerUri', 'authorizerResultTtlInSeconds'],
  ...['authorizerCredentials', 'identitySource', 'identityValidationExpression', 'providerARNs', 'cognito_user_pools'],
  ...['token', 'request', 'x-amazon-apigateway-gateway-responses', 'x-amazon-apigateway-request-validator'],
  ...['x-amazon-apigateway-request-validators', 'x-amazon-apigateway-api-key-source', 'x-amazon-apigateway-policy'],
  ...['x-amazon-apigateway-binary-media-types', 'x-amazon-apigateway-endpoint-configuration', 'disableExecuteApiEndpoint'],
  ...['servers', 'Version', '2012-10-17', 'Statement', 'Action', 'execute-api:Invoke', 'Resource', 'Effect', 'Allow', 'Deny'],
  ...['Principal', 'AWS', 'Condition', 'IpAddress', 'NotIpAddress', 'StringEquals', 'StringNotEquals', 'aws:SourceIp'],
  ...['aws:SourceVpc', 'aws:SourceVpce', 'Bucket', 'Key', 'validateRequestBody', 'validateRequestParameters', 'definitions'],
]);

/** Keys in the order in which a dictionary of Python 2 has them after they were put in one after the other. */
export function python2Order(keys: readonly string[]): string[] {
  let size = 8;
  let table = new Map<number, string>();
  const put = (key: string): void => {
    table.set(slotOf(key, table, size), key);
  };
  for (const key of keys) {
    put(key);
    if (table.size * 3 < size * 2) continue;
    const old = inOrder(table);
    size = 8;
    while (size <= old.length * 4) size *= 2;
    table = new Map();
    for (const one of old) put(one);
  }
  return inOrder(table);
}

const inOrder = (table: ReadonlyMap<number, string>): string[] => [...table].sort(([a], [b]) => a - b).map(([, key]) => key);

/** The free slot that the table's probing comes to. */
function slotOf(key: string, table: ReadonlyMap<number, string>, size: number): number {
  const mask = BigInt(size - 1);
  let perturb = python2Hash(key);
  let at = perturb & mask;
  let walker = at;
  while (table.has(Number(at))) {
    walker = (walker << 2n) + walker + perturb + 1n;
    at = walker & mask;
    perturb >>= 5n;
  }
  return Number(at);
}

/** As an unsigned word of 64 bits. */
function python2Hash(text: string): bigint {
  const units = [...text].map((one) => BigInt(one.codePointAt(0) ?? 0));
  const [first] = units;
  if (first === undefined) return 0n;
  let hash = first << 7n;
  for (const unit of units) hash = BigInt.asUintN(64, (1_000_003n * hash) ^ unit);
  return hash ^ BigInt(units.length);
}
