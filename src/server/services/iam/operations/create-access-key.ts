/** CreateAccessKey: at most two a user. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
import type { AccessKey, CreateAccessKeyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { accessKeysOf, userOf } from '../access-keys.ts';
import { limitExceeded } from '../errors.ts';
import { newAccessKeyId, newSecretAccessKey } from '../identifiers.ts';
import { globalScope, type IamStore } from '../store.ts';

export function createAccessKey(store: IamStore) {
  return (input: CreateAccessKeyCommandInput, call: CallContext): { AccessKey: AccessKey } => {
    const user = userOf(store, call, input.UserName);
    if (accessKeysOf(store, call, user.userName).length >= 2) {
      throw limitExceeded('Cannot exceed quota for AccessKeysPerUser: 2');
    }
    const key = {
      userName: user.userName,
      accessKeyId: newAccessKeyId('AKIA', call.account),
      secretAccessKey: newSecretAccessKey(),
      status: 'Active' as const,
      createDate: new Date().toISOString(),
    };
    store.accessKeys.put(globalScope(call.account), key.accessKeyId, key);
    return {
      AccessKey: {
        UserName: key.userName,
        AccessKeyId: key.accessKeyId,
        Status: key.status,
        SecretAccessKey: key.secretAccessKey,
        CreateDate: new Date(key.createDate),
      },
    };
  };
}
