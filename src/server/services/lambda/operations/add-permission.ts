/** AddPermission. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
import type { AddPermissionCommandInput, AddPermissionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { invalidParameter } from '../errors.ts';
import { findQualified } from '../find-function.ts';
import { functionArn } from '../function-name.ts';
import { checkPolicyRevision, policyId, statementOf, withStatement } from '../resource-policy.ts';

export function addPermission(control: LambdaControl) {
  return (input: AddPermissionCommandInput, call: CallContext): AddPermissionResponse => {
    new Constraints()
      .length('statementId', input.StatementId, 1, 100)
      .pattern('statementId', input.StatementId, /^[a-zA-Z0-9-_]+$/, '([a-zA-Z0-9-_]+)')
      .pattern('action', input.Action, /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/, '(lambda:[*]|lambda:[a-zA-Z]+|[*])')
      .pattern('principal', input.Principal, /^\S+$/, '[^\\s]+')
      .pattern('sourceAccount', input.SourceAccount, /^\d{12}$/, '\\d{12}')
      .oneOf('functionUrlAuthType', input.FunctionUrlAuthType, ['NONE', 'AWS_IAM'])
      .check();
    const { name, qualifier } = findQualified(control.store, call, input.FunctionName ?? '', input.Qualifier);
    if (qualifier === '$LATEST') throw invalidParameter('We currently do not support adding policies for $LATEST.');
    if (!/^(\*|\d{12}|arn:aws[a-z-]*:.+|([a-zA-Z0-9-]+\.)+(amazonaws\.com(\.cn)?|amazon\.com))$/.test(input.Principal ?? '')) {
      throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
    }
    const id = policyId(name, qualifier);
    const policy = control.store.policies.get(call, id);
    checkPolicyRevision(control.store, call, { name, qualifier }, input.RevisionId);
    const statement = statementOf(input, functionArn(call, name, qualifier));
    control.store.policies.put(call, id, withStatement(policy, statement));
    return { Statement: JSON.stringify(statement) };
  };
}
