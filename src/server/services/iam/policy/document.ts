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

/** `managed`: an identity policy that stands by itself, with the newest version of the language. */
export type PolicyKind = 'identity' | 'managed' | 'trust';

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
 * @param kind identity policies must have resources and no principal (check-identity.ts); trust policies the other way round.
 * @throws MalformedPolicyDocument with AWS's text.
 */
export function parsePolicyDocument(text: string, kind: PolicyKind): PolicyDocument {
  const document = parseJson(text);
  const version = document['Version'] ?? '2008-10-17';
  const { Statement: statements, Id: id } = document;
  const list = Array.isArray(statements) ? statements : [statements];
  const known = typeof version === 'string' && policyVersions.includes(version);
  const unknownField = Object.keys(document).some((field) => !topLevelFields.includes(field));
  if (!known || unknownField || (id !== undefined && typeof id !== 'string') || !list.every(isObject) || list.length === 0) {
    throw malformedPolicyDocument('Syntax errors in policy.');
  }
  if (kind === 'managed' && version !== '2012-10-17') {
    throw malformedPolicyDocument('Policy document must be version 2012-10-17 or greater.');
  }
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

function parseStatement(value: Json, kind: PolicyKind): Statement {
  if (Object.keys(value).some((field) => !statementFields.includes(field)))
    throw malformedPolicyDocument('Syntax errors in policy.');
  const sid = value['Sid'];
  if (sid !== undefined && typeof sid !== 'string') throw malformedPolicyDocument('Syntax errors in policy.');
  const statement: Statement = {
    sid,
    effect: parseEffect(value['Effect'], kind),
    actions: strings(value['Action']),
    notActions: strings(value['NotAction']),
    resources: strings(value['Resource']),
    notResources: strings(value['NotResource']),
    principals: principals(value['Principal']),
    notPrincipals: principals(value['NotPrincipal']),
    conditions: conditions(value['Condition']),
  };
  const twice =
    (statement.actions && statement.notActions) ||
    (statement.resources && statement.notResources) ||
    (statement.principals && statement.notPrincipals);
  if (twice) throw malformedPolicyDocument('Syntax errors in policy.');
  if (kind === 'trust') checkTrust(statement);
  return statement;
}

function parseEffect(effect: unknown, kind: PolicyKind): Statement['effect'] {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  if (kind === 'trust') {
    throw malformedPolicyDocument(effect === undefined ? 'Missing required field Effect' : `Invalid effect: ${String(effect)}`);
  }
  if (typeof effect === 'string' && /^(allow|deny)$/i.test(effect)) {
    throw malformedPolicyDocument('The policy failed legacy parsing');
  }
  throw malformedPolicyDocument('Syntax errors in policy.');
}

function checkTrust(statement: Statement): void {
  const actions = statement.actions ?? statement.notActions ?? [];
  if (actions.length === 0) throw malformedPolicyDocument('Policy statement must contain actions.');
  for (const action of actions) {
    if (action !== '*' && !action.includes(':')) throw malformedPolicyDocument(noVendor);
    if (!/^(sts:|\*$)/i.test(action)) throw malformedPolicyDocument('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  if (statement.resources || statement.notResources) throw malformedPolicyDocument('Has prohibited field Resource');
  if (!statement.principals && !statement.notPrincipals) throw malformedPolicyDocument('Missing required field Principal');
}

/** Of an action without a colon. */
export const noVendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';

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
