/** From what is stored to AWS's output shapes. Documents go out percent-encoded, as IAM sends them (RFC 3986). */
import type { PermissionsBoundaryAttachmentType, Policy, PolicyVersion, Role, User } from '@aws-sdk/client-iam';
import type { ManagedPolicy } from './policy/managed-policies.gen.ts';
import type { StoredPolicy, StoredPolicyVersion, StoredRole, StoredUser } from './store.ts';
import { tagList } from './tags.ts';

export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** IAM sends `Policy`; its model says `PermissionsBoundaryPolicy`. */
const boundaryType = 'Policy' as string as PermissionsBoundaryAttachmentType;

/** ListRoles leaves tags and the boundary out; everything else has them. */
export function roleShape(role: StoredRole, detail: 'full' | 'listed' = 'full'): Role {
  const listed: Role = {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: role.arn,
    CreateDate: new Date(role.createDate),
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
  };
  if (detail === 'listed') return listed;
  return {
    ...listed,
    PermissionsBoundary: role.permissionsBoundary
      ? { PermissionsBoundaryType: boundaryType, PermissionsBoundaryArn: role.permissionsBoundary }
      : undefined,
    Tags: Object.keys(role.tags).length > 0 ? tagList(role.tags) : undefined,
    RoleLastUsed: {},
  };
}

export function userShape(user: StoredUser): User {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: new Date(user.createDate),
    Tags: Object.keys(user.tags).length > 0 ? tagList(user.tags) : undefined,
  };
}

export function policyShape(policy: StoredPolicy, attachmentCount: number): Policy {
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: attachmentCount,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.createDate),
    UpdateDate: new Date(policy.updateDate),
    Tags: Object.keys(policy.tags).length > 0 ? tagList(policy.tags) : undefined,
  };
}

export function managedPolicyShape(policy: ManagedPolicy, arn: string, attachmentCount: number): Policy {
  return {
    PolicyName: policy.name,
    PolicyId: managedPolicyId(policy.name),
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.versionId,
    AttachmentCount: attachmentCount,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: new Date(policy.createDate),
    UpdateDate: new Date(policy.updateDate),
  };
}

/** AWS's real ids are not published; this one is at least the same every time. */
function managedPolicyId(name: string): string {
  return `ANPA${Buffer.from(name)
    .toString('hex')
    .toUpperCase()
    .replace(/[0189]/g, 'Z')
    .slice(0, 17)
    .padEnd(17, 'A')}`;
}

export function policyVersionShape(version: StoredPolicyVersion, isDefault: boolean, withDocument: boolean): PolicyVersion {
  return {
    Document: withDocument ? encodeDocument(version.document) : undefined,
    VersionId: version.versionId,
    IsDefaultVersion: isDefault,
    CreateDate: new Date(version.createDate),
  };
}
