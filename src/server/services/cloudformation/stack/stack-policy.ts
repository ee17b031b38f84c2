/**
 * Stack policies: which updates of which resources are allowed. A stack without one allows all; one with a policy allows what the
 * policy does. Pure.
 *
 * Who calls it: SetStackPolicy and whatever takes a policy (checks it), the engine (asks it).
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
import { matchesPattern } from '../../policy-pattern.ts';
import { errors } from '../errors.ts';
import { isObject } from '../template/template.ts';

export type UpdateAction = 'Update:Modify' | 'Update:Replace' | 'Update:Delete';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

const members = ['Effect', 'Action', 'NotAction', 'Principal', 'Resource', 'NotResource', 'Condition', 'Sid'];
const actions = ['Update:Modify', 'Update:Replace', 'Update:Delete', 'Update:*'];
const listOf = (value: unknown): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((entry) => String(entry));

/** @throws ValidationError "Error validating stack policy: Invalid stack policy". */
export function checkStackPolicy(policy: string): void {
  statementsOf(policy);
}

/** @returns AWS's reason when the policy does not allow the action. */
export function deniedBy(policy: string, action: UpdateAction, logicalId: string, type: string): string | undefined {
  const applying = statementsOf(policy).filter((statement) => applies(statement, action, logicalId, type));
  if (applying.length === 0 && statementsOf(policy).length === 0) return undefined;
  const denied = statementsOf(policy).findIndex((statement) => statement.Effect === 'Deny' && applying.includes(statement));
  if (denied >= 0) {
    const statement = statementsOf(policy)[denied];
    const words = (value: unknown): string => `[${listOf(value).join(', ')}]`;
    return `Action denied by stack policy: Statement [#${denied + 1}] does not allow ${words(statement?.Action ?? statement?.NotAction)} for resource ${words(statement?.Resource ?? statement?.NotResource)};`;
  }
  if (applying.length > 0) return undefined;
  return `Action not allowed by stack policy: No statement allows [${action}] for resource [LogicalResourceId/${logicalId}];`;
}

const parsed = new Map<string, readonly Statement[]>();

function statementsOf(policy: string): readonly Statement[] {
  const known = parsed.get(policy);
  if (known) return known;
  const statements = parse(policy);
  if (parsed.size > 100) parsed.clear();
  parsed.set(policy, statements);
  return statements;
}

function parse(policy: string): readonly Statement[] {
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    throw errors.stackPolicy();
  }
  if (!isObject(document) || Object.keys(document).some((key) => key !== 'Statement' && key !== 'Version'))
    throw errors.stackPolicy();
  const { Statement: list = [] } = document;
  const statements = Array.isArray(list) ? list : [list];
  if (!statements.every(isStatement)) throw errors.stackPolicy();
  return statements;
}

function isStatement(value: unknown): value is Statement {
  if (!isObject(value) || Object.keys(value).some((key) => !members.includes(key))) return false;
  const named = listOf(value['Action'] ?? value['NotAction']);
  const resources = listOf(value['Resource'] ?? value['NotResource']);
  return (
    (value['Effect'] === 'Allow' || value['Effect'] === 'Deny') &&
    value['Principal'] === '*' &&
    named.length > 0 &&
    named.every((action) => actions.includes(action)) &&
    resources.length > 0 &&
    resources.every((resource) => resource === '*' || resource.startsWith('LogicalResourceId/')) &&
    isCondition(value['Condition'])
  );
}

/** StringEquals and StringLike of ResourceType are all that stack policies have. */
function isCondition(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value)) return false;
  return Object.entries(value).every(
    ([operator, keys]) =>
      (operator === 'StringEquals' || operator === 'StringLike') &&
      isObject(keys) &&
      Object.keys(keys).every((key) => key === 'ResourceType'),
  );
}

function applies(statement: Statement, action: UpdateAction, logicalId: string, type: string): boolean {
  const any = (patterns: unknown, text: string): boolean => listOf(patterns).some((pattern) => matchesPattern(pattern, text));
  const resource = `LogicalResourceId/${logicalId}`;
  const toAction = statement.Action === undefined ? !any(statement.NotAction, action) : any(statement.Action, action);
  const toResource = statement.Resource === undefined ? !any(statement.NotResource, resource) : any(statement.Resource, resource);
  return toAction && toResource && holds(statement.Condition, type);
}

function holds(condition: unknown, type: string): boolean {
  if (!isObject(condition)) return true;
  return Object.entries(condition).every(([operator, keys]) => {
    const wanted = listOf(isObject(keys) ? keys['ResourceType'] : undefined);
    return operator === 'StringLike' ? wanted.some((pattern) => matchesPattern(pattern, type)) : wanted.includes(type);
  });
}
