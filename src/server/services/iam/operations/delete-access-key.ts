/** DeleteAccessKey. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
import type { DeleteAccessKeyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findAccessKey, userOf } from '../access-keys.ts';
import { globalScope, type IamStore } from '../store.ts';

export function deleteAccessKey(store: IamStore) {
  return (input: DeleteAccessKeyCommandInput, call: CallContext): Record<string, never> => {
    const user = userOf(store, call, input.UserName);
    const key = findAccessKey(store, call, user.userName, input.AccessKeyId ?? '');
    store.accessKeys.delete(globalScope(call.account), key.accessKeyId);
    return {};
  };
}
