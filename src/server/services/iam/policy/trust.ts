/**
 * Who may assume a role: its trust policy (IAM User Guide, "How to use trust policies with IAM roles"). Asked by Lambda, which
 * assumes a function's role as `lambda.amazonaws.com`.
 */
import { type ConditionContext, evaluateConditions } from './condition.ts';
import type { PolicyDocument, Statement } from './document.ts';
import { matchesAction } from './evaluate.ts';

/** May the AWS service with this principal name call sts:AssumeRole on the role? */
export function trustsService(trustPolicy: PolicyDocument, service: string, context: ConditionContext): boolean {
  let trusted = false;
  for (const statement of trustPolicy.statements) {
    if (!matchesAction(statement, 'sts:AssumeRole') || !namesService(statement, service)) continue;
    const truth = evaluateConditions(statement.conditions, context);
    if (statement.effect === 'Deny' && truth !== 'false') return false;
    // `aws:SourceAccount` and `aws:SourceArn` name the function, which Lambda's check on creation does not know either.
    if (statement.effect === 'Allow' && truth !== 'false') trusted = true;
  }
  return trusted;
}

function namesService(statement: Statement, service: string): boolean {
  if (statement.principals) {
    const services = statement.principals['Service'] ?? [];
    return services.includes(service) || (statement.principals['AWS'] ?? []).includes('*');
  }
  return !(statement.notPrincipals?.['Service'] ?? []).includes(service);
}
