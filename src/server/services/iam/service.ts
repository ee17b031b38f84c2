/**
 * IAM: roles, managed and inline policies, users and their keys. Policies are evaluated where `RoleAuthority` is asked (may this
 * role call X-Ray?), not on every call.
 *
 * Who calls it: `services/index.ts`. https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html
 */
import type { Config } from '../../config.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { CredentialDirectory, RoleAuthority, SessionIssuer } from '../ports.ts';
import type { Service } from '../service.ts';
import { attachRolePolicy } from './operations/attach-role-policy.ts';
import { attachUserPolicy } from './operations/attach-user-policy.ts';
import { createAccessKey } from './operations/create-access-key.ts';
import { createPolicy } from './operations/create-policy.ts';
import { createPolicyVersion } from './operations/create-policy-version.ts';
import { createRole } from './operations/create-role.ts';
import { createUser } from './operations/create-user.ts';
import { deleteAccessKey } from './operations/delete-access-key.ts';
import { deletePolicy } from './operations/delete-policy.ts';
import { deletePolicyVersion } from './operations/delete-policy-version.ts';
import { deleteRole } from './operations/delete-role.ts';
import { deleteRolePermissionsBoundary } from './operations/delete-role-permissions-boundary.ts';
import { deleteRolePolicy } from './operations/delete-role-policy.ts';
import { deleteUser } from './operations/delete-user.ts';
import { deleteUserPolicy } from './operations/delete-user-policy.ts';
import { detachRolePolicy } from './operations/detach-role-policy.ts';
import { detachUserPolicy } from './operations/detach-user-policy.ts';
import { getPolicy } from './operations/get-policy.ts';
import { getPolicyVersion } from './operations/get-policy-version.ts';
import { getRole } from './operations/get-role.ts';
import { getRolePolicy } from './operations/get-role-policy.ts';
import { getUser } from './operations/get-user.ts';
import { getUserPolicy } from './operations/get-user-policy.ts';
import { listAccessKeys } from './operations/list-access-keys.ts';
import { listAttachedRolePolicies } from './operations/list-attached-role-policies.ts';
import { listAttachedUserPolicies } from './operations/list-attached-user-policies.ts';
import { listEntitiesForPolicy } from './operations/list-entities-for-policy.ts';
import { listInstanceProfilesForRole } from './operations/list-instance-profiles-for-role.ts';
import { listPolicies } from './operations/list-policies.ts';
import { listPolicyTags } from './operations/list-policy-tags.ts';
import { listPolicyVersions } from './operations/list-policy-versions.ts';
import { listRolePolicies } from './operations/list-role-policies.ts';
import { listRoleTags } from './operations/list-role-tags.ts';
import { listRoles } from './operations/list-roles.ts';
import { listUserPolicies } from './operations/list-user-policies.ts';
import { listUserTags } from './operations/list-user-tags.ts';
import { listUsers } from './operations/list-users.ts';
import { putRolePermissionsBoundary } from './operations/put-role-permissions-boundary.ts';
import { putRolePolicy } from './operations/put-role-policy.ts';
import { putUserPolicy } from './operations/put-user-policy.ts';
import { setDefaultPolicyVersion } from './operations/set-default-policy-version.ts';
import { tagPolicy } from './operations/tag-policy.ts';
import { tagRole } from './operations/tag-role.ts';
import { tagUser } from './operations/tag-user.ts';
import { untagPolicy } from './operations/untag-policy.ts';
import { untagRole } from './operations/untag-role.ts';
import { untagUser } from './operations/untag-user.ts';
import { updateAccessKey } from './operations/update-access-key.ts';
import { updateAssumeRolePolicy } from './operations/update-assume-role-policy.ts';
import { updateRole } from './operations/update-role.ts';
import { updateRoleDescription } from './operations/update-role-description.ts';
import { createCredentialDirectory, createRoleAuthority, createSessionIssuer, sweepSessions } from './role-authority.ts';
import { openIamStore } from './store.ts';

export function createIam(deps: { readonly controlPlane: ControlPlane; readonly config: Config }): {
  readonly service: Service;
  readonly roles: RoleAuthority;
  readonly sessions: SessionIssuer;
  readonly credentials: CredentialDirectory;
} {
  const store = openIamStore(deps.controlPlane);
  sweepSessions(store, new Date());
  return {
    roles: createRoleAuthority(store),
    sessions: createSessionIssuer(store),
    credentials: createCredentialDirectory(store),
    service: {
      id: 'iam',
      operations: {
        AttachRolePolicy: attachRolePolicy(store),
        AttachUserPolicy: attachUserPolicy(store),
        CreateAccessKey: createAccessKey(store),
        CreatePolicy: createPolicy(store),
        CreatePolicyVersion: createPolicyVersion(store),
        CreateRole: createRole(store),
        CreateUser: createUser(store),
        DeleteAccessKey: deleteAccessKey(store),
        DeletePolicy: deletePolicy(store),
        DeletePolicyVersion: deletePolicyVersion(store),
        DeleteRole: deleteRole(store),
        DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary(store),
        DeleteRolePolicy: deleteRolePolicy(store),
        DeleteUser: deleteUser(store),
        DeleteUserPolicy: deleteUserPolicy(store),
        DetachRolePolicy: detachRolePolicy(store),
        DetachUserPolicy: detachUserPolicy(store),
        GetPolicy: getPolicy(store),
        GetPolicyVersion: getPolicyVersion(store),
        GetRole: getRole(store),
        GetRolePolicy: getRolePolicy(store),
        GetUser: getUser(store),
        GetUserPolicy: getUserPolicy(store),
        ListAccessKeys: listAccessKeys(store),
        ListAttachedRolePolicies: listAttachedRolePolicies(store),
        ListAttachedUserPolicies: listAttachedUserPolicies(store),
        ListEntitiesForPolicy: listEntitiesForPolicy(store),
        ListInstanceProfilesForRole: listInstanceProfilesForRole(store),
        ListPolicies: listPolicies(store),
        ListPolicyTags: listPolicyTags(store),
        ListPolicyVersions: listPolicyVersions(store),
        ListRolePolicies: listRolePolicies(store),
        ListRoleTags: listRoleTags(store),
        ListRoles: listRoles(store),
        ListUserPolicies: listUserPolicies(store),
        ListUserTags: listUserTags(store),
        ListUsers: listUsers(store),
        PutRolePermissionsBoundary: putRolePermissionsBoundary(store),
        PutRolePolicy: putRolePolicy(store),
        PutUserPolicy: putUserPolicy(store),
        SetDefaultPolicyVersion: setDefaultPolicyVersion(store),
        TagPolicy: tagPolicy(store),
        TagRole: tagRole(store),
        TagUser: tagUser(store),
        UntagPolicy: untagPolicy(store),
        UntagRole: untagRole(store),
        UntagUser: untagUser(store),
        UpdateAccessKey: updateAccessKey(store),
        UpdateAssumeRolePolicy: updateAssumeRolePolicy(store),
        UpdateRole: updateRole(store),
        UpdateRoleDescription: updateRoleDescription(store),
      },
    },
  };
}
