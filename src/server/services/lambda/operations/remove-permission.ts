/** RemovePermission. https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
import type { RemovePermissionCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound } from '../errors.ts';
import { findQualified } from '../find-function.ts';
import { functionArn, parseFunctionName } from '../function-name.ts';
import { checkPolicyRevision, policyId, withoutStatement } from '../resource-policy.ts';

export function removePermission(control: LambdaControl) {
  return (input: RemovePermissionCommandInput, call: CallContext): Record<string, never> => {
    const named = parseFunctionName(call, input.FunctionName ?? '', input.Qualifier);
    if (!control.store.functions.get(call, named.name)) {
      throw resourceNotFound(`No policy found for: ${functionArn(call, named.name, named.qualifier)}`);
    }
    const { name, qualifier } = findQualified(control.store, call, input.FunctionName ?? '', input.Qualifier);
    const id = policyId(name, qualifier);
    const policy = control.store.policies.get(call, id);
    if (!policy) throw resourceNotFound('No policy is associated with the given resource.');
    const changed = withoutStatement(policy, input.StatementId);
    checkPolicyRevision(control.store, call, { name, qualifier }, input.RevisionId);
    if (changed === undefined) control.store.policies.delete(call, id);
    else control.store.policies.put(call, id, changed);
    return {};
  };
}
