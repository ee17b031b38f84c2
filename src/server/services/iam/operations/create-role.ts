/** CreateRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
import type { CreateRoleCommandInput, Role } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { entityAlreadyExists } from '../errors.ts';
import { uniqueId } from '../identifiers.ts';
import { checkName, checkPath, iamArn } from '../names.ts';
import { parsePolicyDocument } from '../policy/document.ts';
import { checkBoundary, checkSessionDuration } from '../role-settings.ts';
import { roleShape } from '../shapes.ts';
import { globalScope, type IamStore, type StoredRole } from '../store.ts';
import { mergeTags } from '../tags.ts';

export function createRole(store: IamStore) {
  return (input: CreateRoleCommandInput, call: CallContext): { Role: Role } => {
    const roleName = input.RoleName ?? '';
    checkName(roleName, 'roleName', 64);
    const path = checkPath(input.Path);
    const trustPolicy = input.AssumeRolePolicyDocument ?? '';
    parsePolicyDocument(trustPolicy, 'trust');
    const scope = globalScope(call.account);
    if (store.roles.get(scope, roleName)) throw entityAlreadyExists(`Role with name ${roleName} already exists.`);
    const role: StoredRole = {
      roleName,
      path,
      roleId: uniqueId('AROA'),
      arn: iamArn(call.account, 'role', path, roleName),
      createDate: new Date().toISOString(),
      trustPolicy,
      description: input.Description,
      maxSessionDuration: checkSessionDuration(input.MaxSessionDuration),
      permissionsBoundary: checkBoundary(store, call.account, input.PermissionsBoundary),
      tags: mergeTags({}, input.Tags),
      inlinePolicies: {},
      attachedPolicies: [],
    };
    store.roles.put(scope, roleName, role);
    // AWS tells neither the last use of a new role nor the session's length that nobody chose.
    const { RoleLastUsed: _, MaxSessionDuration, ...shape } = roleShape(role);
    return { Role: { ...shape, ...(input.MaxSessionDuration !== undefined && { MaxSessionDuration }) } };
  };
}
