/** TagRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
import type { TagRoleCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole, putRole } from '../find-entity.ts';
import type { IamStore } from '../store.ts';
import { mergeTags } from '../tags.ts';

export function tagRole(store: IamStore) {
  return (input: TagRoleCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    putRole(store, call, { ...role, tags: mergeTags(role.tags, input.Tags) });
    return {};
  };
}
