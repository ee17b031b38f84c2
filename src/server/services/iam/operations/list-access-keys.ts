/** ListAccessKeys. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
import type { ListAccessKeysCommandInput, ListAccessKeysResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { accessKeysOf, userOf } from '../access-keys.ts';
import type { IamStore } from '../store.ts';

export function listAccessKeys(store: IamStore) {
  return (input: ListAccessKeysCommandInput, call: CallContext): ListAccessKeysResponse => {
    const user = userOf(store, call, input.UserName);
    const keys = accessKeysOf(store, call, user.userName);
    return {
      AccessKeyMetadata: keys.map((key) => ({
        UserName: key.userName,
        AccessKeyId: key.accessKeyId,
        Status: key.status,
        CreateDate: new Date(key.createDate),
      })),
      IsTruncated: false,
    };
  };
}
