/** TagPolicy: of the customer's policies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
import type { TagPolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findPolicy } from '../find-entity.ts';
import { globalScope, type IamStore } from '../store.ts';
import { mergeTags } from '../tags.ts';

export function tagPolicy(store: IamStore) {
  return (input: TagPolicyCommandInput, call: CallContext): Record<string, never> => {
    const policy = findPolicy(store, call, input.PolicyArn);
    store.policies.put(globalScope(call.account), policy.arn, { ...policy, tags: mergeTags(policy.tags, input.Tags) });
    return {};
  };
}
