/** ListUserTags. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html */
import type { ListUserTagsCommandInput, ListUserTagsResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findUser } from '../find-entity.ts';
import { page } from '../paging.ts';
import type { IamStore } from '../store.ts';
import { tagList } from '../tags.ts';

export function listUserTags(store: IamStore) {
  return (input: ListUserTagsCommandInput, call: CallContext): ListUserTagsResponse => {
    const tags = tagList(findUser(store, call, input.UserName).tags).sort((a, b) => (a.Key < b.Key ? -1 : 1));
    const { items, ...rest } = page(tags, input, (tag) => tag.Key);
    return { Tags: [...items], ...rest };
  };
}
