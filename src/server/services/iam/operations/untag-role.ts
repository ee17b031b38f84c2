/** UntagRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
import type { UntagRoleCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole, putRole } from '../find-entity.ts';
import type { IamStore } from '../store.ts';
import { removeTags } from '../tags.ts';

export function untagRole(store: IamStore) {
  return (input: UntagRoleCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    putRole(store, call, { ...role, tags: removeTags(role.tags, input.TagKeys) });
    return {};
  };
}
