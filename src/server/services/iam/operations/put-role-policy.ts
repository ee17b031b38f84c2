/** PutRolePolicy: an inline policy, made or replaced. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
import type { PutRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole, putRole } from '../find-entity.ts';
import { addInlinePolicy } from '../inline-policies.ts';
import type { IamStore } from '../store.ts';

export function putRolePolicy(store: IamStore) {
  return (input: PutRolePolicyCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    const inlinePolicies = addInlinePolicy(role.inlinePolicies, input.PolicyName ?? '', input.PolicyDocument ?? '', 10240);
    putRole(store, call, { ...role, inlinePolicies });
    return {};
  };
}
