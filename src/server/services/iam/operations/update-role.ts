/** UpdateRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
import type { UpdateRoleCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole, putRole } from '../find-entity.ts';
import { checkSessionDuration } from '../role-settings.ts';
import type { IamStore } from '../store.ts';

export function updateRole(store: IamStore) {
  return (input: UpdateRoleCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    putRole(store, call, {
      ...role,
      description: input.Description ?? role.description,
      maxSessionDuration: checkSessionDuration(input.MaxSessionDuration ?? role.maxSessionDuration),
    });
    return {};
  };
}
