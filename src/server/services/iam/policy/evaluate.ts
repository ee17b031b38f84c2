/**
 * Policy evaluation, pure (IAM User Guide, "Policy evaluation logic"): an explicit Deny wins, then an Allow of an identity policy
 * is needed, and, where the principal has a permissions boundary, an Allow of the boundary as well. Used for the one check that
 * Radiograph enforces, whether a traced function's role may call X-Ray, and by the data plane for the role's other rights.
 */
import { matchesArn, matchesPattern } from '../../policy-pattern.ts';
import { type ConditionContext, evaluateConditions } from './condition.ts';
import type { PolicyDocument, Statement } from './document.ts';

export interface AccessRequest {
  /** `xray:PutTraceSegments`. */
  readonly action: string;
  /** An ARN or `*`. */
  readonly resource: string;
  readonly context: ConditionContext;
}

export type Decision = 'Allow' | 'ImplicitDeny' | 'ExplicitDeny';

/** @param boundary the permissions boundary; undefined when the principal has none. */
export function evaluate(
  identity: readonly PolicyDocument[],
  boundary: PolicyDocument | undefined,
  request: AccessRequest,
): Decision {
  const decision = evaluateDocuments(identity, request);
  if (decision === 'ExplicitDeny' || boundary === undefined) return decision;
  const limit = evaluateDocuments([boundary], request);
  return limit === 'Allow' ? decision : limit;
}

function evaluateDocuments(documents: readonly PolicyDocument[], request: AccessRequest): Decision {
  let allowed = false;
  for (const document of documents) {
    for (const statement of document.statements) {
      if (!applies(statement, request)) continue;
      if (statement.effect === 'Deny') return 'ExplicitDeny';
      allowed = true;
    }
  }
  return allowed ? 'Allow' : 'ImplicitDeny';
}

/**
 * Does the statement speak of this request? Where its condition cannot be decided (a key or an operator that is not known here),
 * an Allow does not apply and a Deny does: the careful reading of both.
 */
function applies(statement: Statement, request: AccessRequest): boolean {
  if (!matchesAction(statement, request.action) || !matchesResource(statement, request.resource)) return false;
  const truth = evaluateConditions(statement.conditions, request.context);
  return truth === 'true' || (truth === 'unknown' && statement.effect === 'Deny');
}

/** Actions are compared without regard to case. */
export function matchesAction(statement: Statement, action: string): boolean {
  const matches = (pattern: string) => matchesPattern(pattern.toLowerCase(), action.toLowerCase());
  if (statement.actions) return statement.actions.some(matches);
  return !(statement.notActions ?? []).some(matches);
}

function matchesResource(statement: Statement, resource: string): boolean {
  const matches = (pattern: string) =>
    pattern === '*' || (resource.startsWith('arn:') ? matchesArn(pattern, resource) : matchesPattern(pattern, resource));
  if (statement.resources) return statement.resources.some(matches);
  return !(statement.notResources ?? []).some(matches);
}
