/** GetPolicy, of the customer or of AWS. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
import type { GetPolicyCommandInput, Policy } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findPolicy } from '../find-entity.ts';
import { attachmentCount, findManagedPolicy } from '../managed-policy-catalogue.ts';
import { managedPolicyShape, policyShape } from '../shapes.ts';
import type { IamStore } from '../store.ts';

export function getPolicy(store: IamStore) {
  return (input: GetPolicyCommandInput, call: CallContext): { Policy: Policy } => {
    const arn = input.PolicyArn ?? '';
    const count = attachmentCount(store, call.account, arn);
    const managed = findManagedPolicy(arn);
    if (managed) return { Policy: managedPolicyShape(managed, arn, count) };
    return { Policy: policyShape(findPolicy(store, call, arn), count) };
  };
}
