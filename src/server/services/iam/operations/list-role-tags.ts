/** ListRoleTags. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
import type { ListRoleTagsCommandInput, ListRoleTagsResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole } from '../find-entity.ts';
import { page } from '../paging.ts';
import type { IamStore } from '../store.ts';
import { tagList } from '../tags.ts';

export function listRoleTags(store: IamStore) {
  return (input: ListRoleTagsCommandInput, call: CallContext): ListRoleTagsResponse => {
    const tags = tagList(findRole(store, call, input.RoleName).tags).sort((a, b) => (a.Key < b.Key ? -1 : 1));
    const { items, ...rest } = page(tags, input, (tag) => tag.Key);
    return { Tags: [...items], ...rest };
  };
}
