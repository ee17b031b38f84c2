/** ListEntitiesForPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
import type { ListEntitiesForPolicyCommandInput, ListEntitiesForPolicyResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { noSuchPolicy } from '../errors.ts';
import { policyExists } from '../managed-policy-catalogue.ts';
import { globalScope, type IamStore } from '../store.ts';

export function listEntitiesForPolicy(store: IamStore) {
  return (input: ListEntitiesForPolicyCommandInput, call: CallContext): ListEntitiesForPolicyResponse => {
    const arn = input.PolicyArn ?? '';
    if (!policyExists(store, call.account, arn)) throw noSuchPolicy(arn);
    const scope = globalScope(call.account);
    const roles = store.roles.list(scope).filter(({ value }) => value.attachedPolicies.includes(arn));
    const users = store.users.list(scope).filter(({ value }) => value.attachedPolicies.includes(arn));
    return {
      PolicyGroups: [],
      PolicyRoles: roles.map(({ value }) => ({ RoleName: value.roleName, RoleId: value.roleId })),
      PolicyUsers: users.map(({ value }) => ({ UserName: value.userName, UserId: value.userId })),
      IsTruncated: false,
    };
  };
}
