/**
 * What other services ask of IAM (`RoleAuthority`, `SessionIssuer`, `CredentialDirectory` in services/ports.ts): does a role exist, who may assume
 * it, what may it do, and temporary credentials for it. Called by Lambda, STS and the front door.
 */
import type { CredentialDirectory, RoleAuthority, SessionIssuer, StoredCredential, TemporaryCredentials } from '../ports.ts';
import { accessDenied } from './errors.ts';
import { accountOfAccessKeyId, newAccessKeyId, newSecretAccessKey, newSessionToken } from './identifiers.ts';
import { policyDocument } from './managed-policy-catalogue.ts';
import { parseRoleArn } from './names.ts';
import type { ConditionContext } from './policy/condition.ts';
import { type PolicyDocument, parsePolicyDocument } from './policy/document.ts';
import { evaluate } from './policy/evaluate.ts';
import { trustsService } from './policy/trust.ts';
import { globalScope, type IamStore, type StoredRole } from './store.ts';

export function createRoleAuthority(store: IamStore): RoleAuthority {
  const find = (roleArn: string): StoredRole | undefined => {
    const parsed = parseRoleArn(roleArn);
    const role = parsed && store.roles.get(globalScope(parsed.account), parsed.roleName);
    return role?.arn === roleArn ? role : undefined;
  };
  return {
    role(roleArn) {
      const role = find(roleArn);
      return role && { arn: role.arn, trustPolicy: role.trustPolicy, maxSessionDuration: role.maxSessionDuration };
    },
    assumableBy(roleArn, service) {
      const role = find(roleArn);
      return role !== undefined && trustsService(parsePolicyDocument(role.trustPolicy, 'trust'), service, requestContext(role));
    },
    allows(roleArn, action, resource) {
      const role = find(roleArn);
      if (!role) return false;
      const boundary = role.permissionsBoundary === undefined ? undefined : boundaryOf(store, role);
      return evaluate(identityPolicies(store, role), boundary, { action, resource, context: requestContext(role) }) === 'Allow';
    },
    assume(roleArn, sessionName, seconds) {
      const role = find(roleArn);
      if (!role) throw accessDenied(`Not authorized to perform: sts:AssumeRole on resource: ${roleArn}`);
      const account = accountOf(role);
      const principalArn = `arn:aws:sts::${account}:assumed-role/${role.roleName}/${sessionName}`;
      return storeSession(store, { account, principalArn, userId: `${role.roleId}:${sessionName}` }, seconds);
    },
  };
}

export function createSessionIssuer(store: IamStore): SessionIssuer {
  return { issue: (identity, seconds) => storeSession(store, identity, seconds) };
}

function identityPolicies(store: IamStore, role: StoredRole): PolicyDocument[] {
  const account = accountOf(role);
  const attached = role.attachedPolicies.map((arn) => policyDocument(store, account, arn));
  return [...Object.values(role.inlinePolicies), ...attached]
    .filter((document) => document !== undefined)
    .map((document) => parsePolicyDocument(document, 'identity'));
}

/** A boundary whose policy is gone allows nothing. */
function boundaryOf(store: IamStore, role: StoredRole): PolicyDocument {
  const document = policyDocument(store, accountOf(role), role.permissionsBoundary ?? '');
  return document === undefined ? { version: '2012-10-17', statements: [] } : parsePolicyDocument(document, 'identity');
}

function accountOf(role: StoredRole): string {
  return parseRoleArn(role.arn)?.account ?? '';
}

/** The condition keys that a request of a role's session always has (IAM User Guide, "AWS global condition context keys"). */
function requestContext(role: StoredRole): ConditionContext {
  const now = new Date();
  const tags = Object.entries(role.tags).map(([key, value]) => [`aws:principaltag/${key.toLowerCase()}`, value] as const);
  return new Map<string, string | undefined>([
    ['aws:principalarn', role.arn],
    ['aws:principalaccount', accountOf(role)],
    ['aws:principaltype', 'AssumedRole'],
    ['aws:currenttime', now.toISOString()],
    ['aws:epochtime', String(Math.floor(now.getTime() / 1000))],
    ['aws:securetransport', 'true'],
    ['aws:username', undefined],
    ['aws:multifactorauthpresent', undefined],
    ['aws:multifactorauthage', undefined],
    ...tags,
  ]);
}

function storeSession(
  store: IamStore,
  { account, principalArn, userId }: Pick<StoredCredential, 'account' | 'principalArn' | 'userId'>,
  seconds: number,
): TemporaryCredentials {
  const expiration = new Date(Date.now() + seconds * 1000);
  const credentials: TemporaryCredentials = {
    accessKeyId: newAccessKeyId('ASIA', account),
    secretAccessKey: newSecretAccessKey(),
    sessionToken: newSessionToken(),
    expiration,
    principalArn,
    userId,
  };
  store.sessions.put(globalScope(account), credentials.accessKeyId, {
    account,
    principalArn,
    userId,
    secretAccessKey: credentials.secretAccessKey,
    sessionToken: credentials.sessionToken,
    expiration: expiration.toISOString(),
  });
  return credentials;
}

/** Removes temporary credentials that expired more than a day ago; until then a caller is told that its token expired. */
export function sweepSessions(store: IamStore, now: Date): void {
  const limit = new Date(now.getTime() - 86_400_000).toISOString();
  for (const { scope, id, value } of store.sessions.all()) if (value.expiration < limit) store.sessions.delete(scope, id);
}

/** Long-lived and temporary keys, found by the account that the key id itself carries. */
export function createCredentialDirectory(store: IamStore): CredentialDirectory {
  return {
    find(accessKeyId): StoredCredential | undefined {
      const account = accountOfAccessKeyId(accessKeyId);
      if (account === undefined) return undefined;
      const scope = globalScope(account);
      const session = store.sessions.get(scope, accessKeyId);
      if (session) return { ...session, expiration: new Date(session.expiration) };
      const key = store.accessKeys.get(scope, accessKeyId);
      const user = key?.status === 'Active' ? store.users.get(scope, key.userName) : undefined;
      if (!key || !user) return undefined;
      return {
        account,
        principalArn: user.arn,
        userId: user.userId,
        secretAccessKey: key.secretAccessKey,
        sessionToken: undefined,
        expiration: undefined,
      };
    },
  };
}
