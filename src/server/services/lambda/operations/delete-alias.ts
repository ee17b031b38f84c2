/** DeleteAlias: of one that is not there, too. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
import type { DeleteAliasCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { functionOfAlias } from '../aliases.ts';
import type { LambdaControl } from '../control.ts';

export function deleteAlias(control: LambdaControl) {
  return (input: DeleteAliasCommandInput, call: CallContext): Record<string, never> => {
    const functionName = functionOfAlias(control.store, call, input.FunctionName ?? '');
    control.store.aliases.delete(call, `${functionName}:${input.Name}`);
    control.store.policies.delete(call, `${functionName}:${input.Name}`);
    control.store.eventInvokeConfigs.delete(call, `${functionName}:${input.Name}`);
    return {};
  };
}
