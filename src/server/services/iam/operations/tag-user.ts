/** TagUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html */
import type { TagUserCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findUser, putUser } from '../find-entity.ts';
import type { IamStore } from '../store.ts';
import { mergeTags } from '../tags.ts';

export function tagUser(store: IamStore) {
  return (input: TagUserCommandInput, call: CallContext): Record<string, never> => {
    const user = findUser(store, call, input.UserName);
    putUser(store, call, { ...user, tags: mergeTags(user.tags, input.Tags) });
    return {};
  };
}
