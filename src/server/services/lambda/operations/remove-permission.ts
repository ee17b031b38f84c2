/** RemovePermission. https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
import { randomUUID } from 'node:crypto';
import type { RemovePermissionCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound, revisionMismatch } from '../errors.ts';
import { findQualified } from '../find-function.ts';
import { policyId } from '../resource-policy.ts';

export function removePermission(control: LambdaControl) {
  return (input: RemovePermissionCommandInput, call: CallContext): Record<string, never> => {
    const { name, qualifier } = findQualified(control.store, call, input.FunctionName ?? '', input.Qualifier);
    const id = policyId(name, qualifier);
    const policy = control.store.policies.get(call, id);
    if (!policy) throw resourceNotFound('No policy is associated with the given resource.');
    const statements = policy.statements.filter((statement) => statement.Sid !== input.StatementId);
    if (statements.length === policy.statements.length) {
      throw resourceNotFound(`Statement ${input.StatementId} is not found in resource policy.`);
    }
    if (input.RevisionId !== undefined && input.RevisionId !== policy.revisionId) throw revisionMismatch();
    if (statements.length === 0) control.store.policies.delete(call, id);
    else control.store.policies.put(call, id, { statements, revisionId: randomUUID() });
    return {};
  };
}
