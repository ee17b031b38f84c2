/** UpdateAssumeRolePolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
import type { UpdateAssumeRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findRole, putRole } from '../find-entity.ts';
import { parsePolicyDocument } from '../policy/document.ts';
import type { IamStore } from '../store.ts';

export function updateAssumeRolePolicy(store: IamStore) {
  return (input: UpdateAssumeRolePolicyCommandInput, call: CallContext): Record<string, never> => {
    const role = findRole(store, call, input.RoleName);
    const trustPolicy = input.PolicyDocument ?? '';
    parsePolicyDocument(trustPolicy, 'trust');
    putRole(store, call, { ...role, trustPolicy });
    return {};
  };
}
