/** ListPolicies: Scope All, AWS or Local. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
import type { ListPoliciesCommandInput, ListPoliciesResponse, Policy } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { attachmentCount, managedPolicyArn } from '../managed-policy-catalogue.ts';
import { page } from '../paging.ts';
import { managedPolicies } from '../policy/managed-policies.gen.ts';
import { managedPolicyShape, policyShape } from '../shapes.ts';
import { globalScope, type IamStore } from '../store.ts';

export function listPolicies(store: IamStore) {
  return (input: ListPoliciesCommandInput, call: CallContext): ListPoliciesResponse => {
    const scope = input.Scope ?? 'All';
    const count = (arn: string) => attachmentCount(store, call.account, arn);
    const policies: Policy[] = [];
    if (scope !== 'AWS') {
      for (const { value } of store.policies.list(globalScope(call.account))) policies.push(policyShape(value, count(value.arn)));
    }
    if (scope !== 'Local') {
      for (const policy of managedPolicies) {
        const arn = managedPolicyArn(policy);
        policies.push(managedPolicyShape(policy, arn, count(arn)));
      }
    }
    const selected = policies
      .filter((policy) => policy.Path?.startsWith(input.PathPrefix ?? '/'))
      .filter((policy) => !input.OnlyAttached || (policy.AttachmentCount ?? 0) > 0)
      .sort((a, b) => ((a.Arn ?? '') < (b.Arn ?? '') ? -1 : 1));
    const { items, ...rest } = page(selected, input, (policy) => policy.Arn ?? '');
    return { Policies: [...items], ...rest };
  };
}
