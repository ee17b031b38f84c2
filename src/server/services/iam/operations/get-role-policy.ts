/** GetRolePolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
import type { GetRolePolicyCommandInput, GetRolePolicyResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole } from '../find-entity.ts';
import { findInlinePolicy } from '../inline-policies.ts';
import { encodeDocument } from '../shapes.ts';
import type { IamStore } from '../store.ts';

export function getRolePolicy(store: IamStore) {
  return (input: GetRolePolicyCommandInput, call: CallContext): GetRolePolicyResponse => {
    const role = findRole(store, call, input.RoleName);
    const document = findInlinePolicy('role', role.inlinePolicies, input.PolicyName ?? '');
    return { RoleName: role.roleName, PolicyName: input.PolicyName, PolicyDocument: encodeDocument(document) };
  };
}
