/** UntagUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html */
import type { UntagUserCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findUser, putUser } from '../find-entity.ts';
import type { IamStore } from '../store.ts';
import { removeTags } from '../tags.ts';

export function untagUser(store: IamStore) {
  return (input: UntagUserCommandInput, call: CallContext): Record<string, never> => {
    const user = findUser(store, call, input.UserName);
    putUser(store, call, { ...user, tags: removeTags(user.tags, input.TagKeys) });
    return {};
  };
}
