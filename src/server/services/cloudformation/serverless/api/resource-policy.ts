/**
 * `Auth.ResourcePolicy` of an API or of an event, as the document's policy.
 * Who calls it: rest-document.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html
 */
import { InvalidTemplate } from '../errors.ts';
import { type Fields, isMap } from '../values.ts';
import { alternatives, anyMethod } from './operations.ts';

const KEY = 'x-amazon-apigateway-policy';

/** Adds the statements for the methods that the path has by now. Changes the document. @param stage its name, or a function. */
export function addResourcePolicy(document: Fields, policy: Fields, path: string, stage: unknown): void {
  const paths = document['paths'];
  const methods = alternatives(isMap(paths) ? paths[path] : undefined).flatMap((item) => Object.keys(item));
  const resources = methods.map((method) => ({
    'Fn::Sub': [
      `execute-api:/\${__Stage__}/${method === anyMethod || method === 'any' ? '*' : method.toUpperCase()}${path.replace(/^(.+)\/$/, '$1').replaceAll(/\{([a-zA-Z0-9._-]+|proxy\+)\+?\}/g, '*')}`,
      { __Stage__: stage },
    ],
  }));
  const base = { Action: 'execute-api:Invoke', Resource: resources };
  const both = (operator: string, keys: Fields): Fields[] => [
    { Effect: 'Allow', ...base, Principal: '*' },
    { Effect: 'Deny', ...base, Principal: '*', Condition: { [operator]: keys } },
  ];
  for (const [property, Effect] of [
    ['AwsAccountWhitelist', 'Allow'],
    ['AwsAccountBlacklist', 'Deny'],
  ] as const) {
    const accounts = policy[property];
    if (isPresent(accounts))
      addStatements(document, [{ Effect, ...base, Principal: { AWS: listOf(accounts) } }], { single: true });
  }
  for (const [property, operator] of [
    ['IpRangeWhitelist', 'NotIpAddress'],
    ['IpRangeBlacklist', 'IpAddress'],
  ] as const) {
    const ranges = policy[property];
    if (isPresent(ranges)) addStatements(document, both(operator, { 'aws:SourceIp': listOf(ranges) }));
  }
  for (const [kind, operator] of [
    ['Blacklist', 'StringEquals'],
    ['Whitelist', 'StringNotEquals'],
  ] as const) {
    const sources = vpcSources(policy, kind);
    if (Object.keys(sources).length > 0) addStatements(document, both(operator, sources));
  }
}

/** Statements of the template's own. */
export function addCustomStatements(document: Fields, statements: unknown): void {
  if (!isPresent(statements)) return;
  if (document[KEY] === undefined) document[KEY] = { Version: '2012-10-17', Statement: statements };
  else addStatements(document, listOf(statements) as Fields[]);
}

function vpcSources(policy: Fields, kind: string): Fields {
  const named = policy[`SourceVpc${kind}`] ?? [];
  if (!Array.isArray(named) || named.some((one) => typeof one !== 'string'))
    throw new InvalidTemplate(
      `SourceVpc${kind} must be a list of strings. Use IntrinsicVpc${kind} instead for values that use Intrinsic Functions`,
    );
  const vpcs = [...named.filter((one) => one.startsWith('vpc-')), ...listOf(policy[`IntrinsicVpc${kind}`] ?? [])];
  const endpoints = [...named.filter((one) => one.startsWith('vpce-')), ...listOf(policy[`IntrinsicVpce${kind}`] ?? [])];
  return {
    ...(vpcs.length > 0 ? { 'aws:SourceVpc': vpcs } : {}),
    ...(endpoints.length > 0 ? { 'aws:SourceVpce': endpoints } : {}),
  };
}

/** @param single a first statement about accounts stands without a list. */
function addStatements(document: Fields, statements: readonly Fields[], { single = false } = {}): void {
  const policy = document[KEY];
  const present = isMap(policy) ? policy['Statement'] : undefined;
  const [first] = statements;
  if (present === undefined) document[KEY] = { Version: '2012-10-17', Statement: single ? first : statements };
  else {
    const list = listOf(present);
    const fresh = statements.filter((one) => single || !list.some((other) => JSON.stringify(other) === JSON.stringify(one)));
    document[KEY] = { Version: '2012-10-17', Statement: [...list, ...fresh] };
  }
}

const isPresent = (value: unknown): boolean =>
  !(value === undefined || value === null || (Array.isArray(value) && value.length === 0));
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
