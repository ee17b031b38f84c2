/** AddLayerVersionPermission. https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
import type { AddLayerVersionPermissionCommandInput, AddLayerVersionPermissionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { checkLayerPolicyRevision, findPolicyOwner, layerStatement } from '../layers/layer-policy.ts';
import { withStatement } from '../resource-policy.ts';

export function addLayerVersionPermission({ store }: LambdaControl) {
  return (input: AddLayerVersionPermissionCommandInput, call: CallContext): AddLayerVersionPermissionResponse => {
    new Constraints()
      .length('statementId', input.StatementId, 1, 100)
      .pattern('statementId', input.StatementId, /^[a-zA-Z0-9-_]+$/, '([a-zA-Z0-9-_]+)')
      .pattern('action', input.Action, /^lambda:GetLayerVersion$/, 'lambda:GetLayerVersion')
      .pattern(
        'principal',
        input.Principal,
        /^(\d{12}|\*|arn:aws[a-zA-Z-]*:iam::\d{12}:root)$/,
        '\\d{12}|\\*|arn:(aws[a-zA-Z-]*):iam::\\d{12}:root',
      )
      .pattern('organizationId', input.OrganizationId, /^o-[a-z0-9]{10,32}$/, 'o-[a-z0-9]{10,32}')
      .check();
    const owner = findPolicyOwner(store, call, input);
    const policy = store.layerPolicies.get(call, owner.id);
    checkLayerPolicyRevision(policy, input.RevisionId);
    const statement = layerStatement(input, owner.arn);
    const changed = withStatement(policy, statement);
    store.layerPolicies.put(call, owner.id, changed);
    return { Statement: JSON.stringify(statement), RevisionId: changed.revisionId };
  };
}
