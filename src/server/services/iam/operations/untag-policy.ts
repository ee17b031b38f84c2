/** UntagPolicy: of the customer's policies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
import type { UntagPolicyCommandInput } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { findPolicy } from '../find-entity.ts';
import { globalScope, type IamStore } from '../store.ts';
import { removeTags } from '../tags.ts';

export function untagPolicy(store: IamStore) {
  return (input: UntagPolicyCommandInput, call: CallContext): Record<string, never> => {
    const policy = findPolicy(store, call, input.PolicyArn);
    store.policies.put(globalScope(call.account), policy.arn, { ...policy, tags: removeTags(policy.tags, input.TagKeys) });
    return {};
  };
}
