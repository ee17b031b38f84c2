/**
 * What IAM and STS keep: roles, managed policies, users, access keys, temporary credentials. IAM is global: the region of every
 * key is `global`. Dates are ISO 8601 strings.
 */
import type { Collection, ControlPlane, Scope } from '../../store/ports.ts';
import type { StoredCredential } from '../ports.ts';

export interface StoredRole {
  readonly roleName: string;
  readonly path: string;
  readonly roleId: string;
  readonly arn: string;
  readonly createDate: string;
  readonly trustPolicy: string;
  readonly description: string | undefined;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Inline policy documents by name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs of attached managed policies, in the order in which they were attached. */
  readonly attachedPolicies: readonly string[];
}

export interface StoredPolicyVersion {
  /** `v1`, `v2`, … */
  readonly versionId: string;
  readonly document: string;
  readonly createDate: string;
}

/** A customer managed policy. AWS's own are in `policy/managed-policies.ts`. */
export interface StoredPolicy {
  readonly policyName: string;
  readonly path: string;
  readonly policyId: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly createDate: string;
  readonly updateDate: string;
  readonly defaultVersionId: string;
  readonly versions: readonly StoredPolicyVersion[];
  /** Version numbers are never reused. */
  readonly nextVersion: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface StoredUser {
  readonly userName: string;
  readonly path: string;
  readonly userId: string;
  readonly arn: string;
  readonly createDate: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly inlinePolicies: Readonly<Record<string, string>>;
  readonly attachedPolicies: readonly string[];
}

export interface StoredAccessKey {
  readonly userName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly status: 'Active' | 'Inactive';
  readonly createDate: string;
}

/** A `StoredCredential` with its expiration as text. */
export interface StoredSession extends Omit<StoredCredential, 'expiration'> {
  readonly expiration: string;
}

export interface IamStore {
  /** By role name. */
  readonly roles: Collection<StoredRole>;
  /** By ARN. */
  readonly policies: Collection<StoredPolicy>;
  /** By user name. */
  readonly users: Collection<StoredUser>;
  /** By access key id. */
  readonly accessKeys: Collection<StoredAccessKey>;
  /** Temporary credentials by access key id. */
  readonly sessions: Collection<StoredSession>;
  readonly controlPlane: ControlPlane;
}

export function openIamStore(controlPlane: ControlPlane): IamStore {
  return {
    roles: controlPlane.collection<StoredRole>('iam.role'),
    policies: controlPlane.collection<StoredPolicy>('iam.policy'),
    users: controlPlane.collection<StoredUser>('iam.user'),
    accessKeys: controlPlane.collection<StoredAccessKey>('iam.access-key'),
    sessions: controlPlane.collection<StoredSession>('sts.session'),
    controlPlane,
  };
}

export function globalScope(account: string): Scope {
  return { account, region: 'global' };
}
