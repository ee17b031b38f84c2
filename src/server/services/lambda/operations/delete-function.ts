/** DeleteFunction: one version, or the function with all it has. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
import type { DeleteFunctionCommandInput, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { aliasesOf } from '../aliases.ts';
import type { LambdaControl } from '../control.ts';
import { invalidParameter, resourceConflict } from '../errors.ts';
import { findFunction } from '../find-function.ts';
import { functionArn, isVersionNumber, parseFunctionName } from '../function-name.ts';
import { removeUrl } from '../function-url/config.ts';
import type { LambdaStore } from '../store.ts';

export function deleteFunction(control: LambdaControl) {
  return (input: DeleteFunctionCommandInput, call: CallContext): DeleteFunctionResponse => {
    const named = parseFunctionName(call, input.FunctionName ?? '', input.Qualifier);
    refuseQualifier(named.qualifier);
    const { latest } = findFunction(control.store, call, { name: named.name, qualifier: undefined });
    control.store.controlPlane.transaction(() => {
      if (named.qualifier === undefined) deleteAll(control.store, call, named.name);
      else deleteVersion(control.store, call, named.name, named.qualifier);
    });
    control.execution().retire(latest.functionArn);
    return { StatusCode: 204 };
  };
}

/** Before the function is looked for. A qualifier that can be neither version nor alias is let through, as AWS does. */
function refuseQualifier(qualifier: string | undefined): void {
  if (qualifier === undefined || isVersionNumber(qualifier)) return;
  if (qualifier === '$LATEST') throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  if (!qualifier.includes('$')) throw invalidParameter('Deletion of aliases is not currently supported.');
}

function deleteAll(store: LambdaStore, call: CallContext, name: string): void {
  store.functions.delete(call, name);
  store.policies.delete(call, name);
  for (const { id, value } of store.urls.list(call, name)) if (value.functionName === name) removeUrl(store, call, id);
  for (const collection of [store.versions, store.aliases, store.policies, store.eventInvokeConfigs]) {
    for (const { id } of collection.list(call, `${name}:`)) collection.delete(call, id);
  }
}

/** One that is not there, too. */
function deleteVersion(store: LambdaStore, call: CallContext, name: string, qualifier: string): void {
  const aliases = aliasesOf(store, call, name).filter(
    (alias) => alias.functionVersion === qualifier || qualifier in alias.additionalVersionWeights,
  );
  if (aliases.length > 0) {
    const arns = aliases.map((alias) => functionArn(call, name, alias.name)).join(', ');
    throw resourceConflict(
      `Version ${qualifier} of function ${functionArn(call, name)} cannot be deleted because it is referenced by aliases: [${arns}]`,
    );
  }
  store.versions.delete(call, `${name}:${qualifier}`);
  store.policies.delete(call, `${name}:${qualifier}`);
  store.eventInvokeConfigs.delete(call, `${name}:${qualifier}`);
}
