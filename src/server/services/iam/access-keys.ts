/** Whose access keys a call is about: the named user's, or the calling user's. */
import type { CallContext } from '../service.ts';
import { noSuchEntity, validationError } from './errors.ts';
import { findUser } from './find-entity.ts';
import { globalScope, type IamStore, type StoredAccessKey, type StoredUser } from './store.ts';

export function userOf(store: IamStore, call: CallContext, userName: string | undefined): StoredUser {
  if (userName !== undefined) return findUser(store, call, userName);
  const own = store.users.list(globalScope(call.account)).find(({ value }) => value.arn === call.principal.arn);
  if (!own) throw validationError('Must specify userName when calling with non-User credentials');
  return own.value;
}

export function accessKeysOf(store: IamStore, call: CallContext, userName: string): readonly StoredAccessKey[] {
  return store.accessKeys
    .list(globalScope(call.account))
    .map(({ value }) => value)
    .filter((key) => key.userName === userName);
}

export function findAccessKey(store: IamStore, call: CallContext, userName: string, accessKeyId: string): StoredAccessKey {
  const key = store.accessKeys.get(globalScope(call.account), accessKeyId);
  if (key?.userName !== userName) throw noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
  return key;
}
