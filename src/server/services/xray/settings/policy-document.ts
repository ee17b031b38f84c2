/**
 * Checks the document of a resource policy: that it is one, and that it does not lock its account out.
 *
 * Who calls it: PutResourcePolicy. AWS pages: PutResourcePolicy, "IAM JSON policy elements".
 */
import { wildcardMatches } from '../../../../model/sampling-rule.ts';
import { policyErrors } from './resource-policies.ts';

type Statement = Readonly<Record<string, unknown>>;

/** @returns its statements. @throws MalformedPolicyDocumentException */
export function policyStatements(document: string): readonly Statement[] {
  const policy = objectIn(document);
  const { Version, Statement: given } = policy;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17')
    throw policyErrors.malformed('The policy must have the version 2012-10-17 or 2008-10-17');
  const statements: readonly unknown[] = Array.isArray(given) ? given : [given];
  return statements.map(checkedStatement);
}

/** Does a statement deny everybody of the account to put the policy right again? */
export function locksOut(statements: readonly Statement[], account: string): boolean {
  return statements.some((statement) => {
    if (statement['Effect'] !== 'Deny' || statement['Condition'] !== undefined) return false;
    const everybody = principalsOf(statement['Principal']).some((principal) => {
      return principal === '*' || principal === account || principal === `arn:aws:iam::${account}:root`;
    });
    return everybody && textsIn(statement['Action']).some((action) => wildcardMatches(action, 'xray:PutResourcePolicy'));
  });
}

function objectIn(document: string): Statement {
  let policy: unknown;
  try {
    policy = JSON.parse(document);
  } catch {
    throw policyErrors.malformed('It is not valid JSON');
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    throw policyErrors.malformed('It is not a JSON object');
  return policy as Statement;
}

function checkedStatement(given: unknown): Statement {
  if (typeof given !== 'object' || given === null) throw policyErrors.malformed('A statement is missing or no object');
  const statement = given as Statement;
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny')
    throw policyErrors.malformed('A statement has no effect Allow or Deny');
  for (const element of ['Principal', 'Action', 'Resource'])
    if (statement[element] === undefined && statement[`Not${element}`] === undefined)
      throw policyErrors.malformed(`A statement has no ${element}`);
  return statement;
}

function principalsOf(principal: unknown): readonly string[] {
  if (typeof principal === 'object' && principal !== null && 'AWS' in principal) return textsIn(principal.AWS);
  return textsIn(principal);
}

function textsIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((entry): entry is string => typeof entry === 'string');
}
