/** GetPolicy. https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
import type { GetPolicyCommandInput, GetPolicyResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { resourceNotFound } from '../errors.ts';
import { parseFunctionName } from '../function-name.ts';
import { policyId, policyText } from '../resource-policy.ts';

export function getPolicy(control: LambdaControl) {
  return (input: GetPolicyCommandInput, call: CallContext): GetPolicyResponse => {
    // A function that is not there has no policy either; AWS says no more of it.
    const { name, qualifier } = parseFunctionName(call, input.FunctionName ?? '', input.Qualifier);
    const policy = control.store.policies.get(call, policyId(name, qualifier));
    if (!policy) throw resourceNotFound();
    return { Policy: policyText(policy), RevisionId: policy.revisionId };
  };
}
