/** GetAlias. https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
import type { AliasConfiguration, GetAliasCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { aliasConfiguration, findAlias, functionOfAlias } from '../aliases.ts';
import type { LambdaControl } from '../control.ts';

export function getAlias(control: LambdaControl) {
  return (input: GetAliasCommandInput, call: CallContext): AliasConfiguration => {
    const functionName = functionOfAlias(control.store, call, input.FunctionName ?? '');
    return aliasConfiguration(call, findAlias(control.store, call, functionName, input.Name ?? ''));
  };
}
