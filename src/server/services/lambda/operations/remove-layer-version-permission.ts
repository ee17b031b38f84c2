/** RemoveLayerVersionPermission. https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
import type { RemoveLayerVersionPermissionCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { checkLayerPolicyRevision, findLayerPolicy, findPolicyOwner } from '../layers/layer-policy.ts';
import { withoutStatement } from '../resource-policy.ts';

export function removeLayerVersionPermission({ store }: LambdaControl) {
  return (input: RemoveLayerVersionPermissionCommandInput, call: CallContext): Record<string, never> => {
    const owner = findPolicyOwner(store, call, input);
    const policy = findLayerPolicy(store, call, owner);
    const changed = withoutStatement(policy, input.StatementId);
    checkLayerPolicyRevision(policy, input.RevisionId);
    if (changed === undefined) store.layerPolicies.delete(call, owner.id);
    else store.layerPolicies.put(call, owner.id, changed);
    return {};
  };
}
