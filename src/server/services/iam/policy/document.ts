/**
 * Policy documents, parsed once into plain statements (IAM User Guide, "Grammar of the IAM JSON policy language"). Called when a
 * document is stored, to refuse a bad one with AWS's text, and when one is evaluated.
 */
import { malformedPolicyDocument } from '../errors.ts';

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  /** By kind (`Service`, `AWS`, `Federated`, `CanonicalUser`); `*` alone is `{ AWS: ['*'] }`. */
  readonly principals: Readonly<Record<string, readonly string[]>> | undefined;
  readonly notPrincipals: Readonly<Record<string, readonly string[]>> | undefined;
  /** operator -> key -> values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly version: string;
  readonly statements: readonly Statement[];
}

export type PolicyKind = 'identity' | 'trust';

type Json = Readonly<Record<string, unknown>>;

const policyVersions = ['2012-10-17', '2008-10-17'];
const topLevelFields = ['Version', 'Id', 'Statement'];
const statementFields = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * @param kind identity policies must have resources and no principal; trust policies the other way round.
 * @throws MalformedPolicyDocument with AWS's text.
 */
export function parsePolicyDocument(text: string, kind: PolicyKind): PolicyDocument {
  const document = parseJson(text);
  const version = document['Version'] ?? '2008-10-17';
  if (typeof version !== 'string' || !policyVersions.includes(version)) throw malformedPolicyDocument('Syntax errors in policy.');
  if (Object.keys(document).some((field) => !topLevelFields.includes(field)))
    throw malformedPolicyDocument('Syntax errors in policy.');
  const statements = document['Statement'];
  const list = Array.isArray(statements) ? statements : [statements];
  if (list.length === 0) throw malformedPolicyDocument('Syntax errors in policy.');
  return { version, statements: list.map((statement) => parseStatement(statement, kind)) };
}

function parseJson(text: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformedPolicyDocument(
      text.trimStart().startsWith('{') ? 'This policy contains invalid Json' : 'Syntax errors in policy.',
    );
  }
  if (!isObject(value)) throw malformedPolicyDocument('Syntax errors in policy.');
  return value;
}

function parseStatement(value: unknown, kind: PolicyKind): Statement {
  if (!isObject(value)) throw malformedPolicyDocument('Syntax errors in policy.');
  const unknown = Object.keys(value).find((field) => !statementFields.includes(field));
  if (unknown !== undefined) throw malformedPolicyDocument('Syntax errors in policy.');
  const effect = value['Effect'];
  if (effect === undefined) throw malformedPolicyDocument('Missing required field Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw malformedPolicyDocument(`Invalid effect: ${String(effect)}`);
  const sid = value['Sid'];
  if (sid !== undefined && typeof sid !== 'string') throw malformedPolicyDocument('Syntax errors in policy.');
  const statement: Statement = {
    sid,
    effect,
    actions: strings(value['Action']),
    notActions: strings(value['NotAction']),
    resources: strings(value['Resource']),
    notResources: strings(value['NotResource']),
    principals: principals(value['Principal']),
    notPrincipals: principals(value['NotPrincipal']),
    conditions: conditions(value['Condition']),
  };
  checkActions(statement, kind);
  if (kind === 'trust') checkTrust(statement);
  else checkIdentity(statement);
  return statement;
}

function checkActions(statement: Statement, kind: PolicyKind): void {
  const actions = statement.actions ?? statement.notActions;
  if (!actions || actions.length === 0) throw malformedPolicyDocument('Policy statement must contain actions.');
  if (statement.actions && statement.notActions) throw malformedPolicyDocument('Syntax errors in policy.');
  for (const action of actions) {
    if (action !== '*' && !action.includes(':'))
      throw malformedPolicyDocument('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    if (kind === 'trust' && !/^(sts:|\*$)/i.test(action))
      throw malformedPolicyDocument('AssumeRole policy may only specify STS AssumeRole actions.');
  }
}

function checkTrust(statement: Statement): void {
  if (statement.resources || statement.notResources) throw malformedPolicyDocument('Has prohibited field Resource');
  if (!statement.principals && !statement.notPrincipals) throw malformedPolicyDocument('Missing required field Principal');
}

function checkIdentity(statement: Statement): void {
  if (statement.principals || statement.notPrincipals)
    throw malformedPolicyDocument('Policy document should not specify a principal.');
  const resources = statement.resources ?? statement.notResources;
  if (!resources || resources.length === 0) throw malformedPolicyDocument('Policy statement must contain resources.');
  for (const resource of resources) {
    if (resource !== '*' && !/^(arn|\*):/.test(resource))
      throw malformedPolicyDocument(`Resource ${resource} must be in ARN format or "*".`);
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string or a list of strings. */
function strings(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const list = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === 'string')) throw malformedPolicyDocument('Syntax errors in policy.');
  return list;
}

function principals(value: unknown): Readonly<Record<string, readonly string[]>> | undefined {
  if (value === undefined) return undefined;
  if (value === '*') return { AWS: ['*'] };
  if (!isObject(value)) throw malformedPolicyDocument('Invalid principal in policy.');
  const parsed: Record<string, readonly string[]> = {};
  for (const [kind, members] of Object.entries(value)) {
    if (!['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(kind))
      throw malformedPolicyDocument('Invalid principal in policy.');
    parsed[kind] = strings(members) ?? [];
  }
  return parsed;
}

function conditions(value: unknown): Statement['conditions'] {
  if (value === undefined) return {};
  if (!isObject(value)) throw malformedPolicyDocument('Syntax errors in policy.');
  const parsed: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) throw malformedPolicyDocument('Syntax errors in policy.');
    const byKey: Record<string, readonly string[]> = {};
    for (const [key, values] of Object.entries(keys)) {
      const list = Array.isArray(values) ? values : [values];
      if (!list.every((item) => ['string', 'number', 'boolean'].includes(typeof item)))
        throw malformedPolicyDocument('Syntax errors in policy.');
      byKey[key] = list.map(String);
    }
    parsed[operator] = byKey;
  }
  return parsed;
}
