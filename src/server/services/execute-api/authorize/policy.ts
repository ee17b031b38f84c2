/**
 * Reads the policy that a Lambda authorizer returned.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
import { matchesPattern } from '../../policy-pattern.ts';

export type Decision = 'allow' | 'deny' | 'none';

/**
 * @param arn of the method that is called.
 * @returns deny for an explicit Deny, none when no statement allows. A statement with conditions never allows, and denies whatever
 * they say: they are not evaluated.
 */
export function decide(policy: unknown, arn: string): Decision {
  const statements = isRecord(policy) ? listOf(policy['Statement']).filter(isRecord) : [];
  let decision: Decision = 'none';
  for (const statement of statements) {
    if (!applies(statement, arn)) continue;
    const hasConditions = isRecord(statement['Condition']) && Object.keys(statement['Condition']).length > 0;
    if (statement['Effect'] === 'Deny') return 'deny';
    if (statement['Effect'] === 'Allow' && !hasConditions) decision = 'allow';
  }
  return decision;
}

function applies(statement: Readonly<Record<string, unknown>>, arn: string): boolean {
  const action = 'execute-api:invoke';
  const named = (member: string) => textsOf(statement[member]).some((pattern) => matchesPattern(pattern.toLowerCase(), action));
  const isAction = statement['Action'] === undefined ? !named('NotAction') : named('Action');
  const covered = (member: string) => textsOf(statement[member]).some((pattern) => matchesPattern(pattern, arn));
  return isAction && (statement['Resource'] === undefined ? !covered('NotResource') : covered('Resource'));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const textsOf = (value: unknown): string[] => listOf(value).filter((entry) => typeof entry === 'string');
