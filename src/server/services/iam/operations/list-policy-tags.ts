/** ListPolicyTags. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
import type { ListPolicyTagsCommandInput, ListPolicyTagsResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findPolicy } from '../find-entity.ts';
import { page } from '../paging.ts';
import type { IamStore } from '../store.ts';
import { tagList } from '../tags.ts';

export function listPolicyTags(store: IamStore) {
  return (input: ListPolicyTagsCommandInput, call: CallContext): ListPolicyTagsResponse => {
    const tags = tagList(findPolicy(store, call, input.PolicyArn).tags).sort((a, b) => (a.Key < b.Key ? -1 : 1));
    const { items, ...rest } = page(tags, input, (tag) => tag.Key);
    return { Tags: [...items], ...rest };
  };
}
