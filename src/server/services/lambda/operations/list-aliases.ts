/** ListAliases. https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
import type { ListAliasesCommandInput, ListAliasesResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { aliasConfiguration, aliasesOf, functionOfAlias } from '../aliases.ts';
import type { LambdaControl } from '../control.ts';
import { page } from '../paging.ts';

export function listAliases(control: LambdaControl) {
  return (input: ListAliasesCommandInput, call: CallContext): ListAliasesResponse => {
    const functionName = functionOfAlias(control.store, call, input.FunctionName ?? '');
    const version = input.FunctionVersion;
    const aliases = aliasesOf(control.store, call, functionName).filter(
      (alias) => version === undefined || alias.functionVersion === version || version in alias.additionalVersionWeights,
    );
    const { items, ...next } = page(aliases, input, (alias) => alias.name);
    return { Aliases: items.map((alias) => aliasConfiguration(call, alias)), ...next };
  };
}
