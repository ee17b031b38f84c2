/** The entity that a call names, or AWS's NoSuchEntity. */
import type { CallContext } from '../service.ts';
import { noSuchPolicy, noSuchRole, noSuchUser } from './errors.ts';
import { globalScope, type IamStore, type StoredPolicy, type StoredRole, type StoredUser } from './store.ts';

export function findRole(store: IamStore, call: CallContext, roleName: string | undefined): StoredRole {
  const role = store.roles.get(globalScope(call.account), roleName ?? '');
  if (!role) throw noSuchRole(roleName ?? '');
  return role;
}

export function putRole(store: IamStore, call: CallContext, role: StoredRole): void {
  store.roles.put(globalScope(call.account), role.roleName, role);
}

export function findUser(store: IamStore, call: CallContext, userName: string | undefined): StoredUser {
  const user = store.users.get(globalScope(call.account), userName ?? '');
  if (!user) throw noSuchUser(userName ?? '');
  return user;
}

export function putUser(store: IamStore, call: CallContext, user: StoredUser): void {
  store.users.put(globalScope(call.account), user.userName, user);
}

/** A customer managed policy. */
export function findPolicy(store: IamStore, call: CallContext, policyArn: string | undefined): StoredPolicy {
  const policy = store.policies.get(globalScope(call.account), policyArn ?? '');
  if (!policy) throw noSuchPolicy(policyArn ?? '');
  return policy;
}
