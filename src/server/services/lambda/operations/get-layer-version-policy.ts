/** GetLayerVersionPolicy. https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
import type { GetLayerVersionPolicyCommandInput, GetLayerVersionPolicyResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findLayerPolicy, findPolicyOwner } from '../layers/layer-policy.ts';
import { policyText } from '../resource-policy.ts';

export function getLayerVersionPolicy({ store }: LambdaControl) {
  return (input: GetLayerVersionPolicyCommandInput, call: CallContext): GetLayerVersionPolicyResponse => {
    const policy = findLayerPolicy(store, call, findPolicyOwner(store, call, input));
    return { Policy: policyText(policy), RevisionId: policy.revisionId };
  };
}
