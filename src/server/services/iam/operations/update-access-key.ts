/** UpdateAccessKey: Active or Inactive. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
import type { UpdateAccessKeyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findAccessKey, userOf } from '../access-keys.ts';
import { constraint } from '../names.ts';
import { globalScope, type IamStore } from '../store.ts';

export function updateAccessKey(store: IamStore) {
  return (input: UpdateAccessKeyCommandInput, call: CallContext): Record<string, never> => {
    const user = userOf(store, call, input.UserName);
    const key = findAccessKey(store, call, user.userName, input.AccessKeyId ?? '');
    const status = input.Status;
    if (status !== 'Active' && status !== 'Inactive') {
      throw constraint(String(status), 'status', 'Member must satisfy enum value set: [Active, Inactive]');
    }
    store.accessKeys.put(globalScope(call.account), key.accessKeyId, { ...key, status });
    return {};
  };
}
